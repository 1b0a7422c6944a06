package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** What the index page shows of the other two services. */
@ApplicationScoped
public class Neighbours {

    public record Segment(String id, String name, String expression, long count) {}

    /** @param updatedAt null when the answer has none that can be read */
    public record Mail(
            String id,
            String customer,
            String campaign,
            String template,
            String state,
            String reason,
            @Nullable Instant updatedAt) {}

    /** Rows, or why there are none. */
    public record Answer<T>(List<T> rows, @Nullable String failure) {

        public Answer {
            rows = List.copyOf(rows);
        }
    }

    private final SegmentServiceApi segments;
    private final MailerServiceApi mailer;

    Neighbours(@RestClient SegmentServiceApi segments, @RestClient MailerServiceApi mailer) {
        this.segments = segments;
        this.mailer = mailer;
    }

    public Answer<Segment> segments() {
        return ask("segment-service", () -> {
            List<Segment> rows = new ArrayList<>();
            for (JsonNode row : segments.segments().path("segments")) {
                rows.add(new Segment(
                        row.path("id").asText(),
                        row.path("name").asText(),
                        row.path("expression").asText(),
                        row.path("count").asLong()));
            }
            return rows;
        });
    }

    public Answer<Mail> newestMails(int most) {
        return ask("mailer-service", () -> {
            List<Mail> rows = new ArrayList<>();
            for (JsonNode row : mailer.messages(most).path("messages")) {
                rows.add(new Mail(
                        row.path("id").asText(),
                        row.path("customer").asText(),
                        row.path("campaign").asText(),
                        row.path("template").asText(),
                        row.path("state").asText(),
                        row.path("reason").asText(),
                        instant(row.path("updatedAt").asText())));
            }
            return rows;
        });
    }

    private static <T> Answer<T> ask(String service, Supplier<List<T>> call) {
        try {
            return new Answer<>(call.get(), null);
        } catch (WebApplicationException e) {
            return new Answer<>(
                    List.of(),
                    service + " answered with status " + e.getResponse().getStatus());
        } catch (ProcessingException e) {
            return new Answer<>(List.of(), service + " does not answer");
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
