package dev.millrace.segment.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link Instance}: ended in an orderly way, or killed. */
final class InstanceProcess implements AutoCloseable {

    private final String name;
    private final Process process;

    private InstanceProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static InstanceProcess start(String bootstrapServers, String prefix, String name, Path folder) throws IOException {
        Files.createDirectories(folder);
        Process started = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Instance.class.getName(),
                        bootstrapServers,
                        prefix,
                        name,
                        folder.resolve(name).toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        return new InstanceProcess(name, started);
    }

    String name() {
        return name;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as an operator would; whether that was in time. */
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
