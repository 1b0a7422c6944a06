package dev.millrace.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one installation on this machine: {@code .millrace} in the repository, or what the environment variable
 * {@code MILLRACE_HOME} names. It is marked when it is made, and only a marked folder is ever deleted.
 */
public record DataFolder(Path path) {

    private static final String MARK = "millrace-data";

    public static DataFolder of(Path root, Optional<String> named) {
        Path path = named.filter(name -> !name.isBlank()).map(Path::of).orElse(root.resolve(".millrace"));
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    /**
     * Makes and marks the folder, unless it is there.
     *
     * @throws IllegalStateException if something else is in it
     */
    public void prepare() throws IOException {
        Files.createDirectories(path);
        if (!Files.exists(path.resolve(MARK))) {
            if (!isEmpty()) {
                throw new IllegalStateException(path + " has files that are not Millrace's; name an empty or a new"
                        + " folder in MILLRACE_HOME");
            }
            Files.writeString(path.resolve(MARK), "Data of Millrace on this machine; ./millrace reset deletes it.\n");
        }
    }

    public boolean exists() {
        return Files.exists(path.resolve(MARK));
    }

    /** Deletes everything in it. */
    public void delete() throws IOException {
        if (!exists()) {
            throw new IllegalStateException(path + " is not a data folder of Millrace, so it is not deleted");
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> found = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : found) {
                Files.delete(file);
            }
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    public Path keys() {
        return path.resolve("keys.properties");
    }

    public Path running() {
        return path.resolve("running.json");
    }

    public Path lock() {
        return path.resolve("lock");
    }

    public Path backing() {
        return path.resolve("backing");
    }

    /** The working directory of a service. */
    public Path service(String name) {
        return path.resolve("services").resolve(name);
    }

    /** The log of anything that runs, by its name. */
    public Path log(String name) {
        Path backing = backing().resolve(name + ".log");
        return Files.exists(backing) ? backing : path.resolve("services").resolve(name + ".log");
    }
}
