package dev.millrace.backing.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the inbox's addresses: the page {@code /}, one mail {@code /view/ID}, and Mailpit's API below {@code /api/v1}.
 * Refuses requests that name another host than this machine, so that no web page elsewhere can read the mails.
 */
final class InboxHandler implements HttpHandler {

    private static final Pattern MESSAGE = Pattern.compile("/api/v1/message/([a-z0-9]+)(/raw|/headers)?");
    private static final Pattern VIEW = Pattern.compile("/view/([a-z0-9]+)(\\.html)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");
    private static final int LIMIT = 1_000;
    private static final int BODY_LIMIT = 1 << 20;

    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
    private static final String MAIL_POLICY =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src http: https: data:;"
                    + " style-src 'unsafe-inline'; font-src http: https: data:; frame-ancestors 'self'";

    private final MailStore store;
    private final InboxApi api;
    private final InboxPages pages;

    InboxHandler(MailStore store, InboxApi api, InboxPages pages) {
        this.store = store;
        this.api = api;
        this.pages = pages;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isForThisMachine(exchange)) {
                answer(exchange);
            } else {
                send(exchange, 403, TEXT, "open this inbox as http://127.0.0.1 or http://localhost\n");
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            send(exchange, 500, TEXT, "the inbox failed to answer: " + e + "\n");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher message = MESSAGE.matcher(path);
        Matcher view = VIEW.matcher(path);
        if (exchange.getRequestMethod().equals("DELETE") && path.equals("/api/v1/messages")) {
            api.delete(exchange.getRequestBody().readNBytes(BODY_LIMIT));
            send(exchange, 200, TEXT, "ok");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            send(exchange, 405, TEXT, "use GET, or DELETE on /api/v1/messages\n");
        } else if (path.equals("/")) {
            policy(exchange, PAGE_POLICY);
            send(exchange, 200, HTML, pages.list(number(exchange, "start", 0)));
        } else if (path.equals("/api/v1/messages")) {
            int limit = Math.min(LIMIT, number(exchange, "limit", InboxPages.MAILS_ON_A_PAGE));
            send(exchange, 200, JSON, api.list(number(exchange, "start", 0), limit));
        } else if (path.equals("/readyz") || path.equals("/livez")) {
            send(exchange, 200, TEXT, "ok");
        } else if (message.matches()) {
            message(exchange, message.group(1), Optional.ofNullable(message.group(2)));
        } else if (view.matches()) {
            boolean bare = view.group(2) != null;
            policy(exchange, bare ? MAIL_POLICY : PAGE_POLICY);
            sendFound(exchange, HTML, bare ? pages.html(view.group(1)) : pages.mail(view.group(1)));
        } else {
            send(exchange, 404, TEXT, "nothing here; the mails are at / and /api/v1/messages\n");
        }
    }

    private void message(HttpExchange exchange, String id, Optional<String> part) throws IOException {
        if (part.isEmpty()) {
            sendFound(exchange, JSON, api.message(id));
        } else if (part.get().equals("/headers")) {
            sendFound(exchange, JSON, api.headers(id));
        } else {
            Optional<byte[]> raw = store.raw(id);
            if (raw.isPresent()) {
                send(exchange, 200, TEXT, raw.get());
            } else {
                sendFound(exchange, TEXT, Optional.empty());
            }
        }
    }

    private static boolean isForThisMachine(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .replaceFirst(":\\d+$", "");
        return host.equals("127.0.0.1") || host.equals("localhost");
    }

    private static int number(HttpExchange exchange, String name, int otherwise) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        return Arrays.stream(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .filter(value -> NUMBER.matcher(value).matches())
                .map(Integer::parseInt)
                .findFirst()
                .orElse(otherwise);
    }

    private static void policy(HttpExchange exchange, String policy) {
        exchange.getResponseHeaders().set("Content-Security-Policy", policy);
    }

    private static void sendFound(HttpExchange exchange, String type, Optional<String> body) throws IOException {
        if (body.isPresent()) {
            send(exchange, 200, type, body.get());
        } else {
            send(exchange, 404, TEXT, "no such mail\n");
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
