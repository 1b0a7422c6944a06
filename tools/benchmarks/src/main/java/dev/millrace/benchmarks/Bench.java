package dev.millrace.benchmarks;

import dev.millrace.benchmarks.ingest.IngestBenchmark;
import dev.millrace.benchmarks.mail.MailBenchmark;
import dev.millrace.benchmarks.rules.RulesBenchmark;
import dev.millrace.benchmarks.segment.SegmentBenchmark;
import dev.millrace.benchmarks.trigger.TriggerBenchmark;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code bench}. Exit codes: 0 measured, whether goals are met or not; 1 not possible; 2 wrong use. */
@Command(
        name = "millrace bench",
        description = "Measures what Millrace costs on this machine. Without a name, lists what can be measured.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    private static final List<Benchmark> ALL = List.of(
            new RulesBenchmark(),
            new IngestBenchmark(),
            new SegmentBenchmark(),
            new TriggerBenchmark(),
            new MailBenchmark());

    private final List<Benchmark> benchmarks;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "what to measure")
    private @Nullable String name;

    @Option(names = "--json", description = "one JSON object for each figure")
    private boolean json;

    @Option(names = "--quick", description = "only tries whether everything works; the figures mean nothing")
    private boolean quick;

    @Option(names = "--only", paramLabel = "PART", description = "measures one part of it")
    private @Nullable String only;

    @Option(names = "--customers", paramLabel = "N", description = "among so many customers, where that can be chosen")
    private @Nullable Long customers;

    @Spec
    private @Nullable CommandSpec spec;

    private Bench(List<Benchmark> benchmarks) {
        this.benchmarks = benchmarks;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(ALL).execute(arguments));
    }

    static CommandLine commandLine(List<Benchmark> benchmarks) {
        return new CommandLine(new Bench(benchmarks)).setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof IllegalStateException) {
                command.getErr().println("millrace: " + exception.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw exception;
        });
    }

    @Override
    public Integer call() {
        CommandLine command = command();
        PrintWriter out = command.getOut();
        if (name == null) {
            benchmarks.forEach(it -> out.printf("%-12s %s%n", it.name(), it.purpose()));
            return CommandLine.ExitCode.OK;
        }
        Benchmark benchmark = chosen(command, name);
        List<Figure> figures = benchmark.run(quick ? Effort.QUICK : Effort.FULL, progress(command.getErr()));
        out.println(json ? Report.json(figures) : machine() + "\n\n" + Report.table(figures));
        return CommandLine.ExitCode.OK;
    }

    private Benchmark chosen(CommandLine command, String named) {
        Benchmark whole = benchmarks.stream()
                .filter(it -> it.name().equals(named))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(command, "no benchmark is named " + named + "; known: " + names()));
        if (customers != null) {
            whole = among(command, whole, customers);
        }
        if (only == null) {
            return whole;
        }
        Benchmark part = whole.parts().get(only);
        if (part == null) {
            throw new ParameterException(
                    command,
                    named + " has no part named " + only + "; known: "
                            + String.join(", ", new TreeSet<>(whole.parts().keySet())));
        }
        return part;
    }

    private static Benchmark among(CommandLine command, Benchmark whole, long customers) {
        if (customers < 1) {
            throw new ParameterException(command, "--customers is " + customers + "; expected at least 1");
        }
        try {
            return whole.among(customers);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    private String names() {
        return String.join(", ", benchmarks.stream().map(Benchmark::name).toList());
    }

    private static Progress progress(PrintWriter err) {
        return (part, parts, what) -> {
            err.printf("%d/%d %s%n", part, parts, what);
            err.flush();
        };
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "%d cores, JDK %s (%s), heap %d MB"
                .formatted(
                        runtime.availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("java.vm.name"),
                        runtime.maxMemory() >> 20);
    }

    private CommandLine command() {
        if (spec == null) {
            throw new AssertionError("run only by the command line");
        }
        return spec.commandLine();
    }
}
