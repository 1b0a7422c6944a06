package dev.millrace.trigger.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.DurationText;
import dev.millrace.trigger.campaign.WatchedEvent;
import dev.millrace.trigger.flow.Simulations;
import dev.millrace.trigger.flow.Simulations.Happening;
import dev.millrace.trigger.flow.Simulations.Imagined;
import dev.millrace.trigger.journey.CampaignVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What shall be imagined, for whom. */
@Schema(
        description =
                "One customer, or some of a segment; a document to try instead of the stored one; what happens meanwhile")
record SimulationRequest(
        @Schema(description = "whose journey; or name a segment") @Nullable String customer,
        @Nullable String segment,
        @Schema(description = "how many of the segment, 1 to 100; 10 if it is not said") @Nullable Integer sample,
        @Schema(description = "a campaign document to try; nothing of it is kept") @Nullable ObjectNode document,
        @Schema(description = "what the event that starts it says: properties, total, currency") @Nullable
                ObjectNode trigger,
        @Schema(description = "what happens on the way, such as {\"after\": \"2h\", \"event\": \"Order Completed\"}")
                @Nullable
                List<Event> happens) {

    /** Something that happens so long after the start; one of event, entered and exited. */
    record Event(String after, @Nullable String event, @Nullable String entered, @Nullable String exited) {}

    static final int MOST = 100;
    private static final int USUAL = 10;
    private static final int MOST_EVENTS = 50;

    Optional<CustomerId> who() {
        try {
            return customer == null ? Optional.empty() : Optional.of(CustomerId.of(customer));
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badParameter("customer is \"" + customer + "\"; expected an id such as user:anna");
        }
    }

    int size() {
        int size = sample == null ? USUAL : sample;
        if (size < 1 || size > MOST) {
            throw ApiFailure.badParameter("sample is " + size + "; expected 1 to " + MOST);
        }
        return size;
    }

    Imagined imagined(CampaignVersion version) {
        List<Event> events = happens == null ? List.of() : happens;
        if (events.size() > MOST_EVENTS) {
            throw ApiFailure.badParameter("happens has " + events.size() + " entries; expected at most " + MOST_EVENTS);
        }
        List<Happening> happenings = new ArrayList<>();
        events.forEach(event -> happenings.addAll(happenings(event, version)));
        happenings.sort(Comparator.comparing(Happening::after));
        return new Imagined(occurrence(version), happenings);
    }

    private @Nullable Occurrence occurrence(CampaignVersion version) {
        boolean onEvent = version.campaign().start().on().awaited().orElse(null) instanceof Awaited.Occurred;
        if (trigger == null || !onEvent) {
            return null;
        }
        Awaited.Occurred occurred =
                (Awaited.Occurred) version.campaign().start().on().awaited().orElseThrow();
        JsonNode properties = trigger.path("properties");
        return new Occurrence(
                trigger.path("event").asText(occurred.event().name()),
                properties instanceof ObjectNode object ? object : Json.object(),
                total(trigger.path("total").asText("")),
                trigger.path("currency").textValue());
    }

    private static @Nullable BigDecimal total(String text) {
        try {
            return text.isEmpty() || text.length() > 30 ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw ApiFailure.badParameter("trigger.total is \"" + text + "\"; expected a number");
        }
    }

    private static List<Happening> happenings(Event event, CampaignVersion version) {
        Duration after = event.after() == null
                ? Duration.ZERO
                : DurationText.parse(event.after())
                        .orElseThrow(() -> ApiFailure.badParameter(
                                "after is \"" + event.after() + "\"; expected a duration such as 2h"));
        if (event.entered() != null) {
            return List.of(new Happening(after, new Awaited.Entered(event.entered())));
        }
        if (event.exited() != null) {
            return List.of(new Happening(after, new Awaited.Exited(event.exited())));
        }
        List<Happening> happenings = Simulations.happenings(version, after, String.valueOf(event.event()));
        if (happenings.isEmpty()) {
            throw ApiFailure.badParameter("the campaign does not listen for the event \"" + event.event()
                    + "\"; it listens for "
                    + version.events().stream().map(WatchedEvent::name).toList());
        }
        return happenings;
    }
}
