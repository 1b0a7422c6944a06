package dev.millrace.backing;

import dev.millrace.backing.containers.InContainers;
import dev.millrace.backing.inbox.Inbox;
import dev.millrace.backing.kafka.KafkaBroker;
import dev.millrace.backing.mongodb.MongoProtocolServer;
import dev.millrace.backing.postgresql.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The child process of one backing service: {@code Main SERVICE --data FOLDER --port PORT [--page-port PORT] [--parent PID]
 * [--ready FILE] [--mode embedded|containers]}. Writes the ready file when the service can be used, ends the service when
 * it is told to end or when its parent has ended, and exits with 1 when the service could not be started.
 */
public final class Main {

    private Main() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        BackingService service = BackingService.labelled(arguments[0]);
        Path folder = Path.of(required(options, "data"));
        Files.createDirectories(folder);
        endWithParent(Optional.ofNullable(options.get("parent")));

        Backing backing = "containers".equals(options.get("mode")) ? InContainers.of(service) : embedded(service);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(service, backing), "end-" + service.label()));
        try {
            backing.start(new Backing.Place(
                    folder,
                    Integer.parseInt(required(options, "port")),
                    Integer.parseInt(options.getOrDefault("page-port", "0"))));
        } catch (Exception e) {
            System.err.println("backing=" + service.label() + " state=failed");
            e.printStackTrace();
            System.exit(1);
        }
        System.err.println("backing=" + service.label() + " state=ready");
        if (options.containsKey("ready")) {
            announce(Path.of(required(options, "ready")));
        }
        new CountDownLatch(1).await();
    }

    private static Backing embedded(BackingService service) {
        return switch (service) {
            case KAFKA -> new KafkaBroker();
            case POSTGRESQL -> new PostgresServer();
            case MONGODB -> new MongoProtocolServer();
            case INBOX -> new Inbox(InstantSource.system());
        };
    }

    private static void close(BackingService service, Backing backing) {
        try {
            backing.close();
            System.err.println("backing=" + service.label() + " state=ended");
        } catch (Exception e) {
            System.err.println("backing=" + service.label() + " state=end-failed");
            e.printStackTrace();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static void endWithParent(Optional<String> parent) {
        if (parent.isPresent()) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parent.get()));
            if (process.isEmpty()) {
                throw new IllegalStateException("the parent process " + parent.get() + " has already ended");
            }
            process.get().onExit().thenRun(() -> System.exit(0));
        }
    }

    private static void announce(Path ready) throws IOException {
        Path written = Files.writeString(ready.resolveSibling(ready.getFileName() + ".new"), "ready\n");
        Files.move(written, ready, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, String> options(String[] arguments) {
        if (arguments.length % 2 == 0) {
            throw new IllegalArgumentException("expected: SERVICE --data FOLDER --port PORT ...");
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name))
                .orElseThrow(() -> new IllegalArgumentException("--" + name + " is missing"));
    }
}
