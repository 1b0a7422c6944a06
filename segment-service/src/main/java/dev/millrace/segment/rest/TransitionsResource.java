package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.SegmentConfig;
import dev.millrace.segment.feed.FeedFilter;
import dev.millrace.segment.feed.FeedItem;
import dev.millrace.segment.feed.FeedPlace;
import dev.millrace.segment.feed.TransitionFeed;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who enters and leaves segments, as it happens. */
@Path("/api/transitions")
@Tag(name = "Transitions")
public class TransitionsResource {

    private final TransitionFeed feed;
    private final int partitions;

    TransitionsResource(TransitionFeed feed, SegmentConfig config) {
        this.feed = feed;
        this.partitions = config.topics().partitions();
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Transitions as server-sent events",
            description = "Events named transition carry one transition each, in the order of each customer. gap says"
                    + " that some were missed, dropped that the listener was too slow and is let go. Last-Event-ID"
                    + " goes on where a listener left off, as long as the log has it.")
    public Multi<OutboundSseEvent> follow(
            @QueryParam("segment") @Nullable String segment,
            @QueryParam("customer") @Nullable String customer,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
            @Context Sse sse) {
        if (segment != null) {
            requireSegmentId(segment);
        }
        CustomerId id = customer == null ? null : CustomerIds.require(customer);
        Optional<FeedPlace> from = FeedPlace.read(lastEventId, partitions);
        if (lastEventId != null && from.isEmpty()) {
            throw Refused.badRequest("Last-Event-ID is no place in the log; send the id of the last event, or none");
        }
        return feed.follow(new FeedFilter(segment, id), from).map(item -> event(item, sse));
    }

    private static OutboundSseEvent event(FeedItem item, Sse sse) {
        if (item instanceof FeedItem.Transition transition) {
            return sse.newEventBuilder()
                    .id(transition.place())
                    .name("transition")
                    .data(transition.json())
                    .build();
        }
        if (item instanceof FeedItem.Notice notice) {
            return sse.newEventBuilder()
                    .name(notice.kind())
                    .data(Json.object().put("message", notice.message()).toString())
                    .build();
        }
        return sse.newEventBuilder().comment("here").build();
    }

    private static void requireSegmentId(String segment) {
        try {
            SegmentDefinition.requireId(segment);
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
