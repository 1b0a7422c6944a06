package dev.millrace.quickstart.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the pages of a small shop that uses the storefront SDK as any shop would. It keeps nothing: cart and user are the
 * browser's, events go to ingest-service.
 */
public final class DemoShop implements AutoCloseable {

    private static final String RESOURCES = "demo-shop/";
    /** No dots, so that no path leaves the folder. */
    private static final Pattern FILE = Pattern.compile("/(?:images/)?[a-z0-9-]+\\.(js|css|svg)");

    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private static final Map<String, String> TITLES = Map.of(
            "/", "Shop",
            "/product", "Product",
            "/cart", "Cart",
            "/checkout", "Checkout",
            "/thanks", "Thank you",
            "/account", "Account",
            "/privacy", "Privacy");

    private final HttpServer server;
    private final Map<String, String> settings;

    private DemoShop(HttpServer server, URI ingest, URI inbox, String writeKey) {
        this.server = server;
        this.settings = Map.of("ingest", ingest.toString(), "inbox", inbox.toString(), "writeKey", writeKey);
    }

    /**
     * @param port 0 for any free one
     * @param writeKey a browser's key: everybody who sees the pages sees it
     */
    public static DemoShop start(int port, URI ingest, URI inbox, String writeKey) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        DemoShop shop = new DemoShop(server, ingest, inbox, writeKey);
        server.createContext("/", shop::serve);
        server.start();
        return shop;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Optional<String> title = Optional.ofNullable(TITLES.get(path));
            var file = FILE.matcher(path);
            if (title.isPresent()) {
                respond(exchange, 200, "text/html", page(path, title.get()));
            } else if (file.matches() && exists("files" + path)) {
                respond(
                        exchange,
                        200,
                        Optional.ofNullable(TYPES.get(file.group(1))).orElseThrow(),
                        read("files" + path));
            } else {
                respond(exchange, 404, "text/plain", "There is no such page.".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private byte[] page(String path, String title) throws IOException {
        String name = path.equals("/") ? "/index" : path;
        String html = text("layout.html")
                .replace("{{page}}", text("pages" + name + ".html"))
                .replace("{{title}}", title);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            html = html.replace("{{" + setting.getKey() + "}}", setting.getValue());
        }
        return html.getBytes(StandardCharsets.UTF_8);
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String text(String resource) throws IOException {
        return new String(read(resource), StandardCharsets.UTF_8);
    }

    private static boolean exists(String resource) {
        return DemoShop.class.getClassLoader().getResource(RESOURCES + resource) != null;
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = DemoShop.class.getClassLoader().getResourceAsStream(RESOURCES + resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing");
            }
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
