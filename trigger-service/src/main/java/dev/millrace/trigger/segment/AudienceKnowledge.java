package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.audience.Standing;
import dev.millrace.trigger.audience.Standing.Consent;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Asks segment-service what lists need to know. Whatever goes wrong is no answer, and is asked again later. */
@ApplicationScoped
public class AudienceKnowledge {

    /** @param next where the next page begins; null after the last one */
    public record Members(List<String> customers, @Nullable String next) {}

    private static final String SUBSCRIBED = "subscribed";
    private static final int PAGE = 500;

    private final SegmentServiceApi api;

    AudienceKnowledge(@RestClient SegmentServiceApi api) {
        this.api = api;
    }

    /** By the ids that were asked; those without an answer have no entry. */
    public Map<String, Standing> of(List<String> customers) {
        ObjectNode question = Json.object();
        ArrayNode ids = question.putArray("ids");
        customers.forEach(ids::add);
        Map<String, Standing> standings = new HashMap<>();
        try {
            JsonNode answers = api.customers(question).path("customers");
            for (int i = 0; i < answers.size() && answers.size() == customers.size(); i++) {
                String asked = customers.get(i);
                read(asked, answers.path(i)).ifPresent(standing -> standings.put(asked, standing));
            }
        } catch (WebApplicationException | ProcessingException e) {
            return Map.of();
        }
        return standings;
    }

    /** A page of a segment's members; empty if there is no answer. */
    public Optional<Members> members(String segment, @Nullable String after) {
        try {
            JsonNode page = api.members(segment, after, PAGE);
            List<String> customers = new ArrayList<>();
            page.path("members")
                    .forEach(member -> customers.add(member.path("customer").asText()));
            return Optional.of(new Members(customers, page.path("next").textValue()));
        } catch (WebApplicationException | ProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Standing> read(String asked, JsonNode answer) {
        try {
            Instant asOf = Instant.parse(answer.path("asOf").asText());
            if (!answer.path("known").asBoolean(true)) {
                return Optional.of(Standing.nobody(asked, asOf));
            }
            Set<String> segments = new HashSet<>();
            answer.path("memberships")
                    .forEach(one -> segments.add(one.path("segment").asText()));
            JsonNode traits = answer.path("traits");
            return Optional.of(new Standing(
                    answer.path("id").asText(asked),
                    asOf,
                    segments,
                    traits.path("email").asText(""),
                    traits.path("phone").asText(""),
                    consents(answer.path("consent"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Set<Consent> consents(JsonNode byChannel) {
        Set<Consent> consents = new HashSet<>();
        byChannel.properties().forEach(channel -> {
            if (isGiven(channel.getValue())) {
                consents.add(new Consent(channel.getKey(), ConsentStatement.MARKETING));
            }
            channel.getValue().path("otherPurposes").properties().forEach(purpose -> {
                if (isGiven(purpose.getValue())) {
                    consents.add(new Consent(channel.getKey(), purpose.getKey()));
                }
            });
        });
        return consents;
    }

    private static boolean isGiven(JsonNode statement) {
        return statement.path("status").asText().equals(SUBSCRIBED);
    }
}
