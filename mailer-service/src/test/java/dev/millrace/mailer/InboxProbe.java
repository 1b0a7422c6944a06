package dev.millrace.mailer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The readers' mail box. */
final class InboxProbe {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    InboxProbe(String url) {
        this.url = url;
    }

    /** The raw mails that went to the address. */
    List<String> mailsTo(String address) {
        List<String> mails = new ArrayList<>();
        for (JsonNode message : json("/api/v1/messages?limit=1000").path("messages")) {
            if (message.path("To").toString().contains("\"" + address + "\"")) {
                mails.add(get("/api/v1/message/" + message.path("ID").asText() + "/raw"));
            }
        }
        return mails;
    }

    /** The newest mail to the address as the inbox understands it. */
    JsonNode newestTo(String address) {
        for (JsonNode message : json("/api/v1/messages?limit=1000").path("messages")) {
            if (message.path("To").toString().contains("\"" + address + "\"")) {
                return json("/api/v1/message/" + message.path("ID").asText());
            }
        }
        throw new AssertionError("no mail to " + address);
    }

    private JsonNode json(String path) {
        try {
            return Json.mapper().readTree(get(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String get(String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
