package dev.millrace.segment.rest;

import dev.millrace.contract.EventWatch;
import dev.millrace.contract.Topics;
import dev.millrace.segment.evaluation.EventMatcher;
import dev.millrace.segment.stream.Broadcast;
import dev.millrace.segment.stream.RuleQueries;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that campaigns wait for: each that happens becomes a record of kind {@code occurred} beside the transitions. */
@Path("/api/watches")
@ByOwner
public class WatchesResource {

    public record WatchRequest(@Nullable String event, @Nullable String filter, @Nullable List<String> properties) {}

    public record WatchList(List<EventWatch> watches) {}

    private final Topics topics;
    private final Broadcast broadcast;
    private final RuleQueries rules;

    WatchesResource(Topics topics, Broadcast broadcast, RuleQueries rules) {
        this.topics = topics;
        this.broadcast = broadcast;
        this.rules = rules;
    }

    @GET
    public WatchList list() {
        return new WatchList(rules.watches().stream()
                .sorted(Comparator.comparing(EventWatch::id))
                .toList());
    }

    @GET
    @Path("/{id}")
    public EventWatch get(String id) {
        return rules.watches().stream()
                .filter(watch -> watch.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("no watch has the id " + id));
    }

    /** The same watch again changes nothing; another one counts from where it stands in the log. */
    @PUT
    @Path("/{id}")
    public EventWatch put(String id, @Nullable WatchRequest body) {
        EventWatch watch = watch(id, Refused.requireBody(body));
        if (EventMatcher.compile(watch.event(), watch.filter()) instanceof EventMatcher.Compiled.Invalid invalid) {
            throw Refused.answer(400, ErrorView.of(invalid.error()));
        }
        broadcast.write(topics.eventWatches(), id, watch);
        return watch;
    }

    @DELETE
    @Path("/{id}")
    public void delete(String id) {
        broadcast.write(topics.eventWatches(), id, null);
    }

    private EventWatch watch(String id, WatchRequest request) {
        if (request.event() == null) {
            throw Refused.badRequest("\"event\" is missing; expected a name such as Order Completed");
        }
        try {
            List<String> properties = request.properties() == null ? List.of() : request.properties();
            return new EventWatch(id, request.event(), request.filter(), properties, rules.asOf());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw Refused.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
