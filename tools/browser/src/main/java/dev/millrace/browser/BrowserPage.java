package dev.millrace.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;

/** A page in a browser: what a visitor sees and does, and what a script finds there. */
public final class BrowserPage implements AutoCloseable {

    /** The codes that the protocol wants with a key. */
    private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, "Escape", 27, " ", 32);

    private static final int SHIFT = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Chromium browser;
    private final DevTools tools;
    private final String context;
    private final String session;

    BrowserPage(Chromium browser, DevTools tools, String context, String session) {
        this.browser = browser;
        this.tools = tools;
        this.context = context;
        this.session = session;
        call("Page.enable", Json.object());
        call("Network.enable", Json.object());
    }

    /** Another page of the same visitor. */
    public BrowserPage another() {
        return browser.page(context);
    }

    /** Runs before any script of the pages that follow. */
    public BrowserPage beforehand(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", Json.object().put("source", script));
        return this;
    }

    public BrowserPage open(URI address) {
        call("Page.navigate", Json.object().put("url", address.toString()));
        String origin = address.resolve("/").toString();
        return until("location.href.startsWith('" + origin + "') && document.readyState === 'complete'");
    }

    /** What an expression is, promises awaited. */
    public JsonNode evaluate(String expression) {
        JsonNode answer = call(
                "Runtime.evaluate",
                Json.object()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true)
                        .put("userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": "
                    + answer.path("exceptionDetails")
                            .path("exception")
                            .path("description")
                            .asText());
        }
        return answer.path("result").path("value");
    }

    public String text(String expression) {
        return evaluate(expression).asText();
    }

    public boolean holds(String expression) {
        return evaluate("!!(" + expression + ")").asBoolean();
    }

    public BrowserPage until(String expression) {
        Awaitility.await(expression)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(25))
                .ignoreExceptions()
                .until(() -> holds(expression));
        return this;
    }

    public BrowserPage press(String key) {
        return press(key, 0);
    }

    public BrowserPage pressWithShift(String key) {
        return press(key, SHIFT);
    }

    private BrowserPage press(String key, int modifiers) {
        ObjectNode down = Json.object()
                .put("type", "keyDown")
                .put("key", key)
                .put("code", key.equals(" ") ? "Space" : key)
                .put("windowsVirtualKeyCode", KEYS.getOrDefault(key, 0))
                .put("modifiers", modifiers);
        if (key.equals("Enter") || key.equals(" ")) {
            down.put("text", key.equals("Enter") ? "\r" : " ");
        }
        call("Input.dispatchKeyEvent", down);
        ObjectNode up = down.deepCopy().put("type", "keyUp");
        up.remove("text");
        call("Input.dispatchKeyEvent", up);
        return this;
    }

    public BrowserPage type(String text) {
        call("Input.insertText", Json.object().put("text", text));
        return this;
    }

    public BrowserPage movePointer(int x, int y) {
        call(
                "Input.dispatchMouseEvent",
                Json.object().put("type", "mouseMoved").put("x", x).put("y", y));
        return this;
    }

    /** Presses the pointer in one place and lets it go in another. */
    public BrowserPage drag(int fromX, int fromY, int toX, int toY) {
        pointer("mousePressed", fromX, fromY);
        if (fromX != toX || fromY != toY) {
            movePointer(toX, toY);
        }
        pointer("mouseReleased", toX, toY);
        return this;
    }

    public BrowserPage click(int x, int y) {
        return drag(x, y, x, y);
    }

    private void pointer(String type, int x, int y) {
        call(
                "Input.dispatchMouseEvent",
                Json.object()
                        .put("type", type)
                        .put("x", x)
                        .put("y", y)
                        .put("button", "left")
                        .put("clickCount", 1));
    }

    public BrowserPage offline(boolean offline) {
        call(
                "Network.emulateNetworkConditions",
                Json.object()
                        .put("offline", offline)
                        .put("latency", 0)
                        .put("downloadThroughput", -1)
                        .put("uploadThroughput", -1));
        return this;
    }

    public BrowserPage size(int width, int height, boolean phone) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Json.object()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", phone ? 2 : 1)
                        .put("mobile", phone));
        return this;
    }

    public BrowserPage media(String feature, String value) {
        ObjectNode media = Json.object();
        media.putArray("features").addObject().put("name", feature).put("value", value);
        call("Emulation.setEmulatedMedia", media);
        return this;
    }

    public void screenshot(Path file) throws IOException {
        JsonNode shot = call("Page.captureScreenshot", Json.object().put("format", "png"));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    private JsonNode call(String method, ObjectNode parameters) {
        return tools.call(session, method, parameters);
    }

    @Override
    public void close() {
        browser.forget(context);
    }
}
