package dev.millrace.quickstart.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLetterboxTest {

    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpLetterbox letterbox;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        letterbox = new HttpLetterbox(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void shouldGiveEachMailOnceOldestFirstButNotThoseThatWereThereBefore() {
        mails.add("old");
        assertThat(ids()).isEmpty();

        mails.add("new-1");
        mails.add("new-2");
        assertThat(ids()).containsExactly("new-1", "new-2");
        assertThat(ids()).isEmpty();
    }

    @Test
    void shouldFindAllNewMailsHoweverManyCame() {
        letterbox.newMails();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            mails.add("mail-" + i);
            expected.add("mail-" + i);
        }

        assertThat(ids()).isEqualTo(expected);
    }

    @Test
    void shouldLeaveAnInboxThatDoesNotAnswerForTheNextTime() {
        letterbox.newMails();
        server.stop(0);

        assertThat(letterbox.newMails()).isEmpty();
    }

    @Test
    void shouldFollowLinksAndUnsubscribeWithOneClick() {
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        letterbox.visit(here + "/t/c/1");
        letterbox.unsubscribe(here + "/u/2");

        assertThat(asked).containsExactly("GET /t/c/1 ", "POST /u/2 List-Unsubscribe=One-Click");
    }

    private List<String> ids() {
        return letterbox.newMails().stream().map(Letterbox.Mail::id).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        ObjectNode body = Json.object();
        if (path.equals("/api/v1/messages")) {
            page(exchange.getRequestURI().getQuery(), body.putArray("messages"));
        } else if (path.startsWith("/api/v1/message/")) {
            body.put("HTML", "");
        } else {
            String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(exchange.getRequestMethod() + " " + path + " " + sent);
        }
        byte[] text = body.toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private void page(String query, ArrayNode messages) {
        int limit = Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1"));
        int start = Integer.parseInt(query.replaceAll(".*start=(\\d+).*", "$1"));
        for (int i = mails.size() - 1 - start; i >= 0 && messages.size() < limit; i--) {
            messages.addObject().put("ID", mails.get(i));
        }
    }
}
