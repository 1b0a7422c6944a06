package dev.millrace.quickstart;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands as they are typed, for a service that is elsewhere, and what they print. */
final class TypedCommand {

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private final URI service;
    private final Path keyFile;

    /** @param folder gets a file with the admin key */
    TypedCommand(URI service, Path folder) throws IOException {
        this.service = service;
        this.keyFile = Files.writeString(folder.resolve("key"), "admin-key\n");
    }

    /** @return the exit code */
    int run(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--url", service.toString(), "--key-file", keyFile.toString()));
        return Millrace.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(line.toArray(String[]::new));
    }

    String printed() {
        return printed.toString();
    }

    String complained() {
        return complained.toString();
    }
}
