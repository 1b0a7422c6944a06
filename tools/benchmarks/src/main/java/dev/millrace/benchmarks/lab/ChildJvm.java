package dev.millrace.benchmarks.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A measured program in a JVM of its own, its output in a file. The bare topology and the service get the same heap and
 * collector. It ends with this process, also when that is interrupted.
 */
public final class ChildJvm implements AutoCloseable {

    public static final int HEAP_MEGABYTES = 512;

    private static final String OPTIONS = "MILLRACE_BENCH_JVM";
    private static final int ORDERLY_END_SECONDS = 30;
    private static final int TAIL_LINES = 20;

    /** In the names of the threads that compile; the system cuts names. */
    private static final String COMPILER = " CompilerThre";

    /** Where the time in user mode stands behind a thread's name, in ticks, before that in the kernel. */
    private static final int USER_TICKS = 11;

    private static final long MILLIS_PER_TICK = 10;

    private final Process process;
    private final Path log;
    private final Thread atExit;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.atExit = new Thread(process::destroyForcibly, "end-child");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    public static ChildJvm start(Path log, List<String> arguments) {
        List<String> options = new ArrayList<>(List.of(
                "-Xms" + HEAP_MEGABYTES + "m",
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                // or three of four collections leave up to a twentieth of the heap where it lies and count it as used
                "-XX:MarkSweepDeadRatio=0",
                "-XX:+AlwaysPreTouch",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:TrimNativeHeapInterval=10000"));
        options.addAll(ownOptions());
        return launch(log, options, arguments);
    }

    /**
     * What is not measured itself: it gets a heap of its own and none of the options of somebody who looks at the measured one.
     *
     * @param heapMegabytes at most
     */
    public static ChildJvm beside(Path log, int heapMegabytes, List<String> arguments) {
        return launch(log, List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseG1GC"), arguments);
    }

    private static ChildJvm launch(Path log, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Duser.timezone=UTC"));
        command.addAll(options);
        command.addAll(arguments);
        try {
            ProcessBuilder child = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // as everywhere the service is started
            child.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
            Process process = child.start();
            return new ChildJvm(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("starting a measured process failed", e);
        }
    }

    /** What somebody wants beside, such as a flight recording. */
    private static List<String> ownOptions() {
        String options = System.getenv().getOrDefault(OPTIONS, "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split(" +"));
    }

    /** @throws IllegalStateException with the end of its log, if the process has ended */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("a measured process ended with exit code " + process.exitValue()
                    + "; the end of its log " + log + ":\n" + tail());
        }
    }

    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What its own compilers took of that; zero where the system does not tell. */
    public Duration compilerTime() {
        try (Stream<Path> threads = Files.list(process("task"))) {
            return Duration.ofMillis(MILLIS_PER_TICK
                    * threads.mapToLong(ChildJvm::ticksOfCompiler).sum());
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    /** What a thread took; 0 of one that is no compiler, or has just ended. */
    private static long ticksOfCompiler(Path thread) {
        try {
            String text = Files.readString(thread.resolve("stat"));
            int afterName = text.lastIndexOf(')');
            if (!text.substring(0, afterName).contains(COMPILER)) {
                return 0;
            }
            String[] numbers = text.substring(afterName + 2).split(" ");
            return Long.parseLong(numbers[USER_TICKS]) + Long.parseLong(numbers[USER_TICKS + 1]);
        } catch (IOException e) {
            return 0;
        }
    }

    private Path process(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** What it holds in memory, in bytes; 0 where the system does not tell. */
    public long residentBytes() {
        return held("VmRSS:");
    }

    /** The same without what is mapped from files, such as libraries: the system can give that to others. */
    public long privateBytes() {
        return held("RssAnon:");
    }

    private long held(String line) {
        try {
            return Files.readAllLines(process("status")).stream()
                    .filter(it -> it.startsWith(line))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Lets it collect its garbage, so that what it still holds can be told. */
    public void collectGarbage() {
        Path command = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            int code = new ProcessBuilder(command.toString(), Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("jcmd could not ask for a collection; exit code " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("jcmd, which a JDK has, was not found", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /** Ends it in an orderly way; by force if it does not end in time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ORDERLY_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(can't be read: " + e + ")";
        }
    }
}
