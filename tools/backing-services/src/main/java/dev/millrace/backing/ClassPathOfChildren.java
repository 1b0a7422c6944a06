package dev.millrace.backing;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Where the child processes find the servers: this module's {@code target/classes} and {@code target/lib}. The repository
 * is named by the system property {@code millrace.root}, or is the one these classes were loaded from.
 */
final class ClassPathOfChildren {

    private ClassPathOfChildren() {}

    static String find() {
        Path target = module().resolve("target");
        Path classes = target.resolve("classes");
        Path libraries = target.resolve("lib");
        if (!Files.isDirectory(libraries) || !Files.isDirectory(classes)) {
            throw new IllegalStateException("the backing services are not built: expected " + libraries
                    + "; run: mvn -pl tools/backing-services -am -DskipTests package");
        }
        return classes + File.pathSeparator + libraries + File.separator + "*";
    }

    /** Where PostgreSQL's binaries are unpacked once. */
    static Path postgresBinaries() {
        return module().resolve("target").resolve("postgresql");
    }

    private static Path module() {
        String root = System.getProperty("millrace.root");
        return root != null
                ? Path.of(root, "tools", "backing-services")
                : loadedFrom()
                        .orElseThrow(() -> new IllegalStateException(
                                "set the system property millrace.root to the folder of the repository"));
    }

    private static Optional<Path> loadedFrom() {
        CodeSource source = ClassPathOfChildren.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            // target/classes or target/backing-services.jar
            return Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent())
                    .map(Path::getParent);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path holds a broken address: " + source.getLocation(), e);
        }
    }
}
