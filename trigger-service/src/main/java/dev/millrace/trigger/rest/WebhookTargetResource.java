package dev.millrace.trigger.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.WebhooksConfig;
import dev.millrace.trigger.delivery.Deliveries;
import dev.millrace.trigger.store.WebhookCalls;
import dev.millrace.trigger.store.WebhookTargets;
import dev.millrace.trigger.store.WebhookTargets.KeyView;
import dev.millrace.trigger.store.WebhookTargets.Target;
import dev.millrace.trigger.webhook.SigningKey;
import dev.millrace.trigger.webhook.TargetUrl;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Services that campaigns call: where they are, how they know us, and how the calls go. */
@Path("/api/webhook-targets")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class WebhookTargetResource {

    private static final int MOST_TARGETS = 50;
    private static final int SHOWN = 100;
    private static final List<String> STATES = List.of("waiting", "failed", "delivered");

    /**
     * @param circuit open while the target is left alone because of failures, as this instance sees it
     * @param oldestWaiting when the call that waits longest was decided
     */
    public record View(
            String id,
            String url,
            String state,
            List<KeyView> keys,
            String circuit,
            long waiting,
            long failed,
            @Nullable Instant oldestWaiting,
            @Nullable String lastError) {}

    public record Page(List<View> targets) {}

    public record CallPage(List<WebhookCalls.View> calls) {}

    public record Change(@Nullable String url, @Nullable String state) {}

    /** @param secret told this once, when it is made */
    public record Key(String id, String secret) {}

    /** @param key of a new target only */
    public record Put(View target, @Nullable Key key) {}

    public record Retried(int calls) {}

    private final WebhookTargets targets;
    private final WebhookCalls calls;
    private final Deliveries deliveries;
    private final WebhooksConfig config;
    private final InstantSource time;

    WebhookTargetResource(
            WebhookTargets targets,
            WebhookCalls calls,
            Deliveries deliveries,
            WebhooksConfig config,
            InstantSource time) {
        this.targets = targets;
        this.calls = calls;
        this.deliveries = deliveries;
        this.config = config;
        this.time = time;
    }

    @GET
    @Operation(summary = "All targets, with how their calls go")
    public Page all() {
        return new Page(targets.all().stream().map(this::view).toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One target")
    public View one(@PathParam("id") String id) {
        return view(require(id));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Defines a target or changes it",
            description =
                    "Of a new one, the answer has the first key with its secret, which is never shown again. While a"
                            + " target is paused, its calls wait.")
    public Put put(@PathParam("id") String id, Change change) {
        requireId(id);
        String state = change == null || change.state() == null ? "active" : change.state();
        if (change == null
                || change.url() == null
                || !List.of("active", "paused").contains(state)) {
            throw ApiFailure.badParameter(
                    "expected {\"url\": \"https://erp.shop.example/hooks\", \"state\": \"active\"},"
                            + " where state is active or paused");
        }
        try {
            TargetUrl.parse(change.url(), config.allowHttp());
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badParameter("url " + e.getMessage());
        }
        if (targets.find(id).isEmpty() && targets.all().size() >= MOST_TARGETS) {
            throw ApiFailure.wrongState("there are " + MOST_TARGETS + " targets, as many as there may be");
        }
        boolean isNew = targets.put(id, change.url(), state.equals("paused"), time.instant());
        Key key = isNew ? key(id) : null;
        calls.added().raise();
        return new Put(one(id), key);
    }

    @POST
    @Path("/{id}/keys")
    @Operation(
            summary = "Makes another key",
            description =
                    "Calls are signed with all keys, so that the receiver can change over; then remove the old one."
                            + " The secret is never shown again.")
    public Key addKey(@PathParam("id") String id) {
        require(id);
        return key(id);
    }

    @DELETE
    @Path("/{id}/keys/{key}")
    @Operation(summary = "Removes a key; not the last one")
    public void removeKey(@PathParam("id") String id, @PathParam("key") String key) {
        require(id);
        if (!targets.removeKey(id, key)) {
            throw ApiFailure.wrongState(
                    "there is no key \"" + key + "\", or it is the only one; make another one first");
        }
    }

    @GET
    @Path("/{id}/calls")
    @Operation(summary = "The newest calls of a target: failed, waiting or delivered")
    public CallPage calls(@PathParam("id") String id, @QueryParam("state") @DefaultValue("failed") String state) {
        require(id);
        if (!STATES.contains(state)) {
            throw ApiFailure.badParameter("state is \"" + state + "\"; expected one of " + STATES);
        }
        return new CallPage(calls.of(id, state, SHOWN));
    }

    @POST
    @Path("/{id}/retry")
    @Operation(summary = "Makes the calls again that were given up")
    public Retried retry(@PathParam("id") String id) {
        require(id);
        return new Retried(calls.retry(id, time.instant()));
    }

    private Key key(String id) {
        SigningKey key = targets.addKey(id, time.instant())
                .orElseThrow(() -> ApiFailure.wrongState(
                        "there are " + WebhookTargets.MOST_KEYS + " keys, as many as there may be; remove one first"));
        return new Key(key.id(), key.secret());
    }

    private Target require(String id) {
        return targets.find(id).orElseThrow(() -> ApiFailure.noTarget(id));
    }

    private static void requireId(String id) {
        try {
            SegmentDefinition.requireId(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId("found \"" + id + "\"; " + e.getMessage());
        }
    }

    private View view(Target target) {
        WebhookCalls.Figures figures = calls.figures(target.id());
        return new View(
                target.id(),
                target.url(),
                target.paused() ? "paused" : "active",
                targets.keyViews(target.id()),
                deliveries.circuit(target.id()).text(),
                figures.waiting(),
                figures.failed(),
                figures.oldest(),
                figures.lastError());
    }
}
