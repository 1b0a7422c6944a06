package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a repository and with a PATH of its own, so that it finds only what the test put there. */
class MillraceScriptTest {

    private static final Path SCRIPT = Path.of(System.getProperty("millrace.root", "../.."), "millrace");
    private static final List<String> TOOLS = List.of("sh", "dirname", "sed", "find", "head");
    private static final long LONG_AFTER = 4_000_000_000_000L;

    @TempDir
    Path repository;

    @TempDir
    Path programs;

    private int exitCode;

    @BeforeEach
    void copyTheScript() throws IOException {
        Files.copy(SCRIPT, repository.resolve("millrace"));
        for (String tool : TOOLS) {
            program(tool, "exec " + find(tool) + " \"$@\"");
        }
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        assertThat(run("up")).contains("Java was not found", "Install a JDK 17 or newer");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void withAnOldJavaItSaysWhatToInstall() throws Exception {
        program("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        assertThat(run("up")).contains("Java 17 or newer is needed", "is version 11");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        program("java", "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2");

        assertThat(run("up")).contains("Maven was not found", "Install Maven 3.8.6 or newer");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void aFailedBuildStartsNothing() throws Exception {
        program("java", "echo 'openjdk version \"21\" 2023-09-19' >&2");
        program("javac", "exit 0");
        program("mvn", "echo 'no such symbol'; exit 1");

        assertThat(run("up")).contains("Building Millrace", "no such symbol", "the build failed");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void benchmarksAreBuiltAloneAndAgainOnlyAfterAChange() throws Exception {
        program("java", "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2; echo java \"$@\"");
        program("javac", "exit 0");
        program("mvn", "echo mvn \"$@\"");
        for (String module :
                List.of("event-contract", "tools/backing-services", "segment-service", "tools/benchmarks")) {
            Files.createDirectories(repository.resolve(module).resolve("src/main"));
            Files.createFile(repository.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(repository.resolve("pom.xml"));
        Files.createDirectory(repository.resolve("tools/benchmarks/target"));

        String first = run("bench", "rules", "--json");
        assertThat(first)
                .contains(
                        "mvn -q -B",
                        "-pl tools/benchmarks,trigger-service -am",
                        "-Dquarkus.package.output-directory=for-bench package");
        assertThat(first)
                .containsPattern("java .*tools/benchmarks/target/lib/\\* dev.millrace.benchmarks.Bench rules --json");

        assertThat(run("bench")).doesNotContain("mvn").endsWith("dev.millrace.benchmarks.Bench\n");

        Path changed = repository.resolve("segment-service/src/main/Rule.java");
        Files.createFile(changed);
        assertThat(changed.toFile().setLastModified(LONG_AFTER)).isTrue();
        assertThat(run("bench")).contains("mvn");
    }

    private String run(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                programs.resolve("sh").toString(),
                repository.resolve("millrace").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(line);
        command.environment().clear();
        command.environment().put("PATH", programs.toString());
        Process process = command.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        exitCode = process.waitFor();
        return printed;
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!" + find("sh") + "\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path find(String tool) {
        return List.of("/bin", "/usr/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
