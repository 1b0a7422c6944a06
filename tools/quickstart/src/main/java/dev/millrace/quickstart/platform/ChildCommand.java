package dev.millrace.quickstart.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of a JVM with a capped heap that Ctrl-C and the end of the terminal do not reach. */
final class ChildCommand {

    private ChildCommand() {}

    static ProcessBuilder java(int heapMegabytes, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "millrace"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                // what the stores have freed goes back to the system; a JDK before 17.0.9 does not know it
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:TrimNativeHeapInterval=10000",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC"));
        command.addAll(options);
        command.addAll(arguments);
        ProcessBuilder child = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // or the C library keeps freed memory of the stores once for each thread
        child.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        return child;
    }
}
