package dev.millrace.mailer;

import dev.millrace.mailer.template.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The parts of the ready-made pack. */
public final class PackParts {

    private static final Path FOLDER =
            Path.of(System.getProperty("millrace.root"), "deploy", "pack", "templates", "parts");

    private PackParts() {}

    public static Parts read() {
        Map<String, String> layouts = new HashMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                layouts.put(name.substring(0, name.length() - ".mjml".length()), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Parts(layouts);
    }
}
