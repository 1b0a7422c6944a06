package dev.millrace.quickstart.command;

import dev.millrace.quickstart.platform.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the end of a log. */
@Command(
        name = "logs",
        description = "Prints the end of the log of a service or backing service.",
        mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "as in status: segment-service, kafka, shop, ...")
    private String name = "";

    @Option(names = "--lines", defaultValue = "100", description = "how many lines; default ${DEFAULT-VALUE}")
    private int lines;

    @Override
    public Integer call() throws Exception {
        DataFolder folder = Installation.here().onThisMachine().folder();
        List<String> known = known(folder);
        if (!known.contains(name)) {
            throw new IllegalStateException("there is no log of " + name + "; there are: " + String.join(", ", known));
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> all = new String(Files.readAllBytes(folder.log(name)), StandardCharsets.UTF_8)
                .lines()
                .toList();
        all.subList(Math.max(0, all.size() - lines), all.size()).forEach(out::println);
        out.flush();
        return 0;
    }

    private static List<String> known(DataFolder folder) throws IOException {
        return Stream.concat(logsIn(folder.backing()), logsIn(folder.service("")))
                .sorted()
                .toList();
    }

    private static Stream<String> logsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".log"))
                    .map(file -> file.substring(0, file.length() - ".log".length()))
                    .collect(Collectors.toList())
                    .stream();
        }
    }
}
