package dev.millrace.quickstart.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.ApiKeyHash;
import dev.millrace.quickstart.platform.StatusFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of deploy/containers that need no engine. */
class ContainerScriptsTest {

    private static final Path SCRIPTS = Path.of(System.getProperty("millrace.root", "../.."), "deploy", "containers");

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> MODULES = List.of(
            "event-contract",
            "tools/backing-services",
            "tools/quickstart",
            "ingest-service",
            "segment-service",
            "trigger-service",
            "mailer-service");

    @TempDir
    Path folder;

    private String printed = "";

    @ParameterizedTest
    @ValueSource(strings = {"bash", "nc"})
    void aServiceIsHealthyWhenItSaysSo(String tool) throws Exception {
        onlyWith(tool);

        assertThat(healthy(200)).isZero();
        assertThat(healthy(503)).isNotZero();
        assertThat(run(folder, Map.of("PATH", folder.toString()), SCRIPTS.resolve("healthy"), "1"))
                .isNotZero();
    }

    @Test
    void keysAreFreshAndOnlyTheirOwnerCanReadThem() throws Exception {
        assertThat(newEnv("a")).as(printed).isZero();
        assertThat(newEnv("b")).as(printed).isZero();

        Properties a = variables("a");
        Properties b = variables("b");
        assertThat(a.stringPropertyNames()).allSatisfy(name -> {
            if (name.endsWith("KEY") || name.endsWith("PASSWORD")) {
                assertThat(a.getProperty(name)).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(b.getProperty(name));
            }
        });
        StatusFile status = StatusFile.read(folder.resolve("a.json"));
        assertThat(status.addresses().ingest()).hasToString("http://127.0.0.1:18081");
        assertThat(a)
                .containsEntry("MILLRACE_INGEST_PORT", "18081")
                .containsEntry("MILLRACE_ADMIN_KEY", status.keys().adminKey())
                .containsEntry("MILLRACE_ADMIN_KEY_SHA256", sha256(status.keys().adminKey()))
                .containsEntry(
                        "MILLRACE_BROWSER_KEY_SHA256", sha256(status.keys().browserKey()))
                .containsEntry(
                        "MILLRACE_SERVER_KEY_SHA256", sha256(status.keys().serverKey()));
        for (String file : List.of("a.env", "a.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void keysAreNeverOverwritten() throws Exception {
        assertThat(newEnv("a")).isZero();
        String before = Files.readString(folder.resolve("a.env"));

        assertThat(newEnv("a")).isEqualTo(1);
        assertThat(printed).contains("a.env is already there");
        assertThat(folder.resolve("a.env")).hasContent(before);
    }

    @Test
    void withoutAnEngineTheCheckSaysSoAndIsNoFailure() throws Exception {
        for (String tool : List.of("bash", "dirname")) {
            onlyWith(tool);
        }
        assertThat(run(folder, Map.of("PATH", folder.toString()), SCRIPTS.resolve("check")))
                .as(printed)
                .isZero();
        assertThat(printed).contains("skipped", "docker", "podman");
    }

    @Test
    void theCheckBuildsAgainWhatIsOlderThanItsSources() throws Exception {
        command("docker", "exit 0");
        command("java", "exit 0");
        command("curl", "exit 0");
        command("mvn", "echo \"mvn $*\"");
        Path root = folder.resolve("root");
        for (String script : List.of("check", "ingest-service.Dockerfile")) {
            Path copy = root.resolve("deploy/containers").resolve(script);
            Files.createDirectories(copy.getParent());
            Files.copy(SCRIPTS.resolve(script), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        file(root.resolve("pom.xml"), 0);
        for (String module : MODULES) {
            file(root.resolve(module).resolve("pom.xml"), 0);
            file(root.resolve(module).resolve("src/main/java/A.java"), 0);
            file(root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"), 1);
        }
        Files.createDirectories(root.resolve("tools/quickstart/target/lib"));

        assertThat(checkedPart(root)).doesNotContain("mvn").contains("there is no part");
        for (String module : MODULES) {
            Path source = root.resolve(module).resolve("src/main/java/A.java");
            file(source, 2);
            assertThat(checkedPart(root)).as(module).contains("mvn -B -q -DskipTests");
            file(source, 0);
        }
    }

    /** What the check prints, up to where it finds that there is no such part. */
    private String checkedPart(Path root) throws Exception {
        assertThat(run(
                        root,
                        Map.of("PATH", folder + ":/usr/bin:/bin"),
                        root.resolve("deploy/containers/check"),
                        "none"))
                .isEqualTo(1);
        return printed;
    }

    private void command(String name, String line) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static void file(Path path, int minute) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        Files.setLastModifiedTime(path, FileTime.from(T0.plus(Duration.ofMinutes(minute))));
    }

    private int newEnv(String name) throws Exception {
        return run(
                folder,
                Map.of("PATH", "/usr/bin:/bin", "MILLRACE_INGEST_PORT", "18081"),
                SCRIPTS.resolve("new-env"),
                folder.resolve(name + ".env").toString(),
                folder.resolve(name + ".json").toString());
    }

    private Properties variables(String name) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(folder.resolve(name + ".env"))) {
            properties.load(in);
        }
        return properties;
    }

    private static String sha256(String key) {
        return ApiKeyHash.ofKey(key).sha256();
    }

    private int healthy(int status) throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        service.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
        try {
            String port = Integer.toString(service.getAddress().getPort());
            return run(folder, Map.of("PATH", folder.toString()), SCRIPTS.resolve("healthy"), port);
        } finally {
            service.stop(0);
        }
    }

    /** The folder becomes a PATH on which there is that tool. */
    private void onlyWith(String tool) throws IOException {
        Path found = List.of("/usr/bin", "/bin").stream()
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "there is no " + tool + " on this machine");
        Files.createSymbolicLink(folder.resolve(tool), found);
    }

    private int run(Path directory, Map<String, String> environment, Path script, String... arguments)
            throws Exception {
        List<String> line =
                new ArrayList<>(List.of(script.toAbsolutePath().normalize().toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(line).directory(directory.toFile());
        command.environment().clear();
        command.environment().putAll(environment);
        Process process = command.redirectErrorStream(true).start();
        printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }
}
