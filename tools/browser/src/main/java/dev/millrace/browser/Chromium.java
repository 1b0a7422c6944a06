package dev.millrace.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The machine's Chromium without a window, spoken to by the DevTools protocol. Each page has storage of its own. */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final Path profile;
    private final DevTools tools;

    private Chromium(Process process, Path profile, DevTools tools) {
        this.process = process;
        this.profile = profile;
        this.tools = tools;
    }

    /** Where it is: the environment's {@code CHROMIUM}, else the first on the path. */
    public static Optional<Path> executable() {
        String named = System.getenv("CHROMIUM");
        Stream<Path> onPath = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(Stream.ofNullable(named).map(Path::of), onPath)
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static Chromium start(Path executable) throws IOException {
        Path profile = Files.createTempDirectory("millrace-chromium-");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--lang=en-US",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        List<String> lines = Files.readAllLines(port);
        DevTools tools = DevTools.connect(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
        return new Chromium(process, profile, tools);
    }

    /** A page of a visitor who was never here. */
    public BrowserPage visitor() {
        String context = tools.call("", "Target.createBrowserContext", Json.object())
                .path("browserContextId")
                .asText();
        return page(context);
    }

    BrowserPage page(String context) {
        ObjectNode target = Json.object().put("url", "about:blank").put("browserContextId", context);
        String id =
                tools.call("", "Target.createTarget", target).path("targetId").asText();
        JsonNode attached = tools.call(
                "", "Target.attachToTarget", Json.object().put("targetId", id).put("flatten", true));
        return new BrowserPage(this, tools, context, attached.path("sessionId").asText());
    }

    void forget(String context) {
        tools.call("", "Target.disposeBrowserContext", Json.object().put("browserContextId", context));
    }

    @Override
    public void close() {
        tools.close();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("the browser's folder can't be deleted", e);
        }
    }
}
