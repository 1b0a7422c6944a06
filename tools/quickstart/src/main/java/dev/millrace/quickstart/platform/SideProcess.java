package dev.millrace.quickstart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of {@code ./millrace} that runs beside the services, as a process of its own. */
final class SideProcess {

    private static final long ORDERLY_END_SECONDS = 10;
    private static final int CONNECT_MILLIS = 100;
    private static final int LISTEN_ATTEMPTS = 300;

    private final String name;
    private final int port;
    private final Process process;

    private SideProcess(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /** @param port where it listens; 0 if nowhere */
    static SideProcess start(String name, int port, DataFolder folder, int heapMegabytes, List<String> arguments) {
        Path log = folder.log(name);
        List<String> options = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
        String root = System.getProperty("millrace.root");
        if (root != null) {
            options.add("-Dmillrace.root=" + root);
        }
        try {
            ProcessBuilder command = ChildCommand.java(heapMegabytes, options, arguments);
            command.environment().put("MILLRACE_HOME", folder.path().toString());
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new SideProcess(name, port, process);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the " + name + " failed", e);
        }
    }

    RunningProcess remembered() {
        return RunningProcess.of(name, port, 0, process.pid());
    }

    /** Returns when it listens. */
    SideProcess awaitListening() {
        for (int attempt = 0; attempt < LISTEN_ATTEMPTS && process.isAlive(); attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
                return this;
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IllegalStateException("the " + name + " did not start; see ./millrace logs " + name);
    }

    private static void pause() {
        try {
            Thread.sleep(CONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while something was starting", e);
        }
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(ORDERLY_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
