package dev.millrace.ingest.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Clients that npm brings, in exact versions, into a folder of the build. Where there is no Node or npm, or npm can't bring them,
 * the tests that need them are skipped and say so.
 */
final class NodeClient {

    private static final Path FOLDER = Path.of("target", "clients").toAbsolutePath();
    private static final int NODE = 20;
    private static final int INSTALL_MINUTES = 5;
    private static final int SEND_MINUTES = 1;

    private NodeClient() {}

    /** Where {@code node_modules} is. */
    static Path installed() {
        Assumptions.assumeTrue(
                runs("node", "-e", "process.exit(parseInt(process.versions.node) < %d ? 1 : 0)".formatted(NODE)),
                "skipped: node was not found, or is older than %d, which Segment's client asks for".formatted(NODE));
        Assumptions.assumeTrue(runs("npm", "--version"), "skipped: npm was not found");
        try {
            Files.createDirectories(FOLDER);
            Path manifest = FOLDER.resolve("package.json");
            Path wanted = Journey.FOLDER.resolve("package.json");
            if (!Files.exists(FOLDER.resolve("node_modules")) || Files.mismatch(manifest, wanted) >= 0) {
                Files.copy(wanted, manifest, StandardCopyOption.REPLACE_EXISTING);
                Outcome outcome = run(
                        List.of("npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"),
                        Map.of(),
                        INSTALL_MINUTES);
                if (outcome.code() != 0) {
                    Files.delete(manifest);
                }
                Assumptions.assumeTrue(
                        outcome.code() == 0, () -> "skipped: npm could not bring the clients:\n" + outcome.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FOLDER;
    }

    static void send(String script, String millrace, String writeKey, Journey journey) {
        Path folder = installed();
        try {
            Path copy = Files.copy(
                    Journey.FOLDER.resolve(script), folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
            Outcome outcome = run(
                    List.of("node", copy.toString()),
                    Map.of(
                            "MILLRACE", millrace,
                            "WRITE_KEY", writeKey,
                            "ANONYMOUS_ID", journey.anonymousId(),
                            "USER_ID", journey.userId(),
                            "PREVIOUS_ID", journey.previousId(),
                            "TIMESTAMP", Journey.AT.toString(),
                            "CONTEXT", Journey.CONTEXT,
                            "JOURNEY", Journey.FILE.toString()),
                    SEND_MINUTES);
            assertThat(outcome.code()).as(outcome.output()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Outcome(int code, String output) {}

    static boolean runs(String... command) {
        try {
            return run(List.of(command), Map.of(), SEND_MINUTES).code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static Outcome run(List<String> command, Map<String, String> environment, int minutes) throws IOException {
        Files.createDirectories(FOLDER);
        Path said = Files.createTempFile(FOLDER, "said-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String output = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
            return ended
                    ? new Outcome(process.exitValue(), output)
                    : new Outcome(-1, "not done within " + minutes + " minutes: " + output);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            Files.delete(said);
        }
    }
}
