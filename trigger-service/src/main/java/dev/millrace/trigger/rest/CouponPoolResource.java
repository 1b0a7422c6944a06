package dev.millrace.trigger.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.reward.CodeText;
import dev.millrace.trigger.store.CouponPools;
import dev.millrace.trigger.store.CouponPools.Pool;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Pools of codes: upload, and see how many are left. */
@Path("/api/coupon-pools")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class CouponPoolResource {

    private static final int MOST_AT_ONCE = 10_000;
    private static final int MOST_LOW = 1_000_000;

    /** @param low whether it is time to upload more; {@code lowBelow} 0 is a pool whose codes are made up */
    public record View(
            String id, boolean low, boolean empty, int lowBelow, long free, long issued, long redeemed, long expired) {

        static View of(Pool pool) {
            boolean uploaded = pool.lowBelow() > 0;
            return new View(
                    pool.id(),
                    pool.isLow(),
                    uploaded && pool.free() == 0,
                    pool.lowBelow(),
                    pool.free(),
                    pool.issued(),
                    pool.redeemed(),
                    pool.expired());
        }
    }

    /** @param waiting how many enrolments wait for codes */
    public record Page(List<View> pools, long waiting) {}

    /** What could not be a code, by its place among those sent. */
    public record Refused(int index, String problem) {}

    public record Uploaded(int added, int known, List<Refused> refused, View pool) {}

    public record Change(int lowBelow) {}

    private final CouponPools pools;
    private final InstantSource time;

    CouponPoolResource(CouponPools pools, InstantSource time) {
        this.pools = pools;
        this.time = time;
    }

    @GET
    @Operation(summary = "All pools of codes, with how many are left")
    public Page all() {
        return new Page(pools.all().stream().map(View::of).toList(), pools.waiting());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One pool")
    public View one(@PathParam("id") String id) {
        return pools.find(id).map(View::of).orElseThrow(() -> ApiFailure.noPool(id));
    }

    @POST
    @Path("/{id}/codes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Adds codes to a pool",
            description =
                    "Takes {\"codes\": […]} of at most 10,000; make several requests of more. A code that is known, in"
                            + " whatever pool, is left as it is, so that a request can be repeated. Who waits for a code gets one.")
    public Uploaded add(@PathParam("id") String id, JsonNode body) {
        return upload(id, codes(body));
    }

    @POST
    @Path("/{id}/codes")
    @Consumes(MediaType.TEXT_PLAIN)
    @Operation(summary = "Adds codes to a pool, one a line")
    public Uploaded addLines(@PathParam("id") String id, String lines) {
        return upload(
                id,
                lines.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a pool, or says from how few codes on it is low")
    public View change(@PathParam("id") String id, Change change) {
        if (change == null || change.lowBelow() < 1 || change.lowBelow() > MOST_LOW) {
            throw ApiFailure.badParameter("expected {\"lowBelow\": 100}, a whole number from 1 to " + MOST_LOW);
        }
        requireId(id);
        pools.lowBelow(id, change.lowBelow(), time.instant());
        return one(id);
    }

    private static void requireId(String id) {
        try {
            SegmentDefinition.requireId(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId("found \"" + id + "\"; " + e.getMessage());
        }
    }

    private static List<String> codes(JsonNode body) {
        JsonNode codes = body == null ? null : body.get("codes");
        if (codes == null || !codes.isArray()) {
            throw ApiFailure.badParameter("expected {\"codes\": [\"SPRING-7KXQ\", …]}");
        }
        List<String> texts = new ArrayList<>();
        // a number is no code: 007 would have lost its zeros before it came here
        codes.forEach(code -> texts.add(code.isTextual() ? code.textValue() : ""));
        return texts;
    }

    private Uploaded upload(String id, List<String> codes) {
        requireId(id);
        if (codes.isEmpty() || codes.size() > MOST_AT_ONCE) {
            throw ApiFailure.badParameter(
                    "found " + codes.size() + " codes; expected 1 to " + MOST_AT_ONCE + " in a request");
        }
        List<String> usable = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            Optional<String> problem = CodeText.problem(codes.get(i).strip());
            if (problem.isPresent()) {
                refused.add(new Refused(i, problem.get()));
            } else {
                usable.add(codes.get(i));
            }
        }
        if (usable.isEmpty()) {
            throw ApiFailure.badParameter(
                    "none of them can be a code: the first " + refused.get(0).problem());
        }
        CouponPools.Upload upload = pools.add(id, usable, time.instant());
        return new Uploaded(upload.added(), upload.known(), refused, one(id));
    }
}
