package dev.millrace.trigger.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.flow.PointsChanges;
import dev.millrace.trigger.flow.PointsChanges.Result;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.store.Coupons;
import dev.millrace.trigger.store.Points;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What a customer was given: codes and points. The shop's checkout spends points here. */
@Path("/api/customers/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RewardResource {

    private static final int SHOWN = 100;
    private static final long MOST_POINTS = 10_000_000;
    private static final int LONGEST = 100;

    public record CouponView(
            String pool,
            String code,
            String state,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable BigDecimal minimumOrder,
            @Nullable String currency,
            @Nullable String channel) {

        static CouponView of(Coupon coupon) {
            return new CouponView(
                    coupon.pool(),
                    coupon.code(),
                    coupon.state().text(),
                    coupon.issuedAt(),
                    coupon.expiresAt(),
                    coupon.minimumOrder(),
                    coupon.currency(),
                    coupon.channel());
        }
    }

    public record CouponPage(List<CouponView> coupons) {}

    /** @param entries the newest */
    public record PointsView(long balance, List<Points.Entry> entries) {}

    /**
     * @param id the caller's own: the same again changes nothing
     * @param points below 0 to spend
     */
    public record Movement(@Nullable String id, long points, @Nullable String reason) {}

    public record Balance(long balance) {}

    private final Coupons coupons;
    private final Points points;
    private final PointsChanges changes;

    RewardResource(Coupons coupons, Points points, PointsChanges changes) {
        this.coupons = coupons;
        this.points = points;
        this.changes = changes;
    }

    @GET
    @Path("/coupons")
    @Operation(summary = "A customer's codes, the newest first")
    public CouponPage coupons(@PathParam("id") String id) {
        return new CouponPage(
                coupons.of(customer(id)).stream().map(CouponView::of).toList());
    }

    @GET
    @Path("/points")
    @Operation(summary = "A customer's balance of points, with what moved it last")
    public PointsView points(@PathParam("id") String id) {
        String customer = customer(id).value();
        return new PointsView(points.balance(customer).orElse(0L), points.entries(customer, SHOWN));
    }

    @POST
    @Path("/points")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Adds to a customer's points or takes some off",
            description =
                    "Once for each id, so that a request can be repeated. 409 if the balance does not suffice: it is"
                            + " never below 0.")
    public Balance move(@PathParam("id") String id, Movement movement) {
        CustomerId customer = customer(id);
        String entry = movement == null ? null : text(movement.id());
        String reason = movement == null ? null : text(movement.reason());
        if (entry == null || reason == null) {
            throw ApiFailure.badParameter(
                    "expected {\"id\": \"order-1001\", \"points\": -200, \"reason\": \"order 1001\"},"
                            + " texts of at most " + LONGEST + " characters");
        }
        if (movement.points() == 0 || Math.abs(movement.points()) > MOST_POINTS) {
            throw ApiFailure.badParameter("points is " + movement.points() + "; expected 1 to " + MOST_POINTS
                    + ", or below 0 to spend as many");
        }
        Result result = changes.move(customer, entry, movement.points(), reason);
        return switch (result.kind()) {
            case MOVED -> new Balance(result.balance());
            case NOT_ENOUGH ->
                throw ApiFailure.wrongState("the balance is " + result.balance() + " points, and " + -movement.points()
                        + " were to be spent");
            case OTHERS_ID ->
                throw ApiFailure.wrongState("the id \"" + movement.id() + "\" was used for another customer");
        };
    }

    private static @Nullable String text(@Nullable String text) {
        boolean usable = text != null && !text.isBlank() && text.length() <= LONGEST && text.indexOf(0) < 0;
        return usable ? text : null;
    }

    private static CustomerId customer(String id) {
        try {
            return CustomerId.of(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId(String.valueOf(e.getMessage()));
        }
    }
}
