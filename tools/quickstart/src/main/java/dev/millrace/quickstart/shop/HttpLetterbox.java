package dev.millrace.quickstart.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The inbox's JSON, and the links in mails, over HTTP. Redirects are not followed: they lead to a shop that is not there.
 * An inbox or a link that does not answer is left for the next time. Mails that were there before the first look are for
 * others and are not given.
 */
public final class HttpLetterbox implements Letterbox {

    private static final int PAGE = 50;
    private static final int REMEMBERED = 20_000;
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI inbox;
    private final Set<String> given = new LinkedHashSet<>();
    private boolean opened;

    public HttpLetterbox(URI inbox) {
        this.inbox = inbox;
    }

    @Override
    public List<Mail> newMails() {
        Optional<Set<String>> ids = newIds();
        if (ids.isEmpty()) {
            return List.of();
        }
        if (!opened) {
            opened = true;
            ids.get().forEach(this::remember);
            return List.of();
        }
        List<Mail> mails = new ArrayList<>();
        for (String id : ids.get()) {
            JsonNode message = json("/api/v1/message/" + id);
            if (message.has("HTML")) {
                mails.add(MailHtml.read(id, message));
                remember(id);
            }
        }
        Collections.reverse(mails);
        return mails;
    }

    @Override
    public void visit(String url) {
        send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    /** One click, as RFC 8058 says. */
    @Override
    public void unsubscribe(String url) {
        send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click")));
    }

    /** Newest first, page by page, until one that was given before; empty when the inbox does not answer. */
    private Optional<Set<String>> newIds() {
        Set<String> ids = new LinkedHashSet<>();
        for (int start = 0; ; start += PAGE) {
            JsonNode answer = json("/api/v1/messages?limit=" + PAGE + "&start=" + start);
            if (!answer.has("messages")) {
                return Optional.empty();
            }
            JsonNode page = answer.path("messages");
            for (JsonNode message : page) {
                String id = message.path("ID").asText();
                if (given.contains(id)) {
                    return Optional.of(ids);
                }
                ids.add(id);
            }
            if (page.size() < PAGE || ids.size() >= REMEMBERED) {
                return Optional.of(ids);
            }
        }
    }

    private void remember(String id) {
        given.add(id);
        if (given.size() > REMEMBERED) {
            given.remove(given.iterator().next());
        }
    }

    private JsonNode json(String path) {
        String body = send(HttpRequest.newBuilder(inbox.resolve(path)).GET());
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            return Json.object();
        }
    }

    /** The body of a 200, else nothing. */
    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK ? answer.body() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
