package dev.millrace.trigger.reward;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.digest.StableDigest;
import java.time.Instant;
import java.util.List;

/**
 * What segment-service is told of codes, points and referrals: an event for campaigns to start on, with what holds from then
 * on as traits under {@value #OURS}, which nobody else can set.
 */
public final class RewardEvents {

    /** The name under which segment-service keeps what only this platform says. */
    public static final String OURS = "millrace";

    private static final String SOURCE = "campaigns";

    private RewardEvents() {}

    /** @param poolState the state of the newest code that the customer has of the pool, by which rules go */
    public static ShopEvent coupon(CustomerId customer, Coupon coupon, Coupon.State poolState, Instant at) {
        ObjectNode traits = Json.object();
        traits.putObject(OURS).putObject("coupon").put(coupon.pool(), poolState.text());
        String id = StableDigest.id(
                "coupon", coupon.pool(), coupon.code(), coupon.state().text());
        return event(id, customer, coupon.state().event(), coupon.fields(), traits, at);
    }

    /** @param entry the id of what moved the balance */
    public static ShopEvent points(CustomerId customer, String entry, long amount, long balance, Instant at) {
        ObjectNode traits = Json.object();
        traits.putObject(OURS).put("points", balance);
        ObjectNode properties = Json.object().put("points", Math.abs(amount)).put("balance", balance);
        String id = StableDigest.id("points", entry);
        return event(id, customer, amount < 0 ? "Points Spent" : "Points Earned", properties, traits, at);
    }

    /** What holds for who took over another's codes: nothing was issued, so no campaign starts on it. */
    public static ShopEvent standing(CustomerId customer, Coupon newest, Instant at) {
        ObjectNode traits = Json.object();
        traits.putObject(OURS)
                .putObject("coupon")
                .put(newest.pool(), newest.state().text());
        return traits(
                StableDigest.id("standing", newest.pool(), newest.code(), customer.value(), at.toString()),
                customer,
                traits,
                at);
    }

    /** @param from whose points came to it */
    public static ShopEvent balance(CustomerId customer, String from, long balance, Instant at) {
        ObjectNode traits = Json.object();
        traits.putObject(OURS).put("points", balance);
        return traits(StableDigest.id("balance", from, customer.value(), at.toString()), customer, traits, at);
    }

    private static ShopEvent traits(String id, CustomerId customer, ObjectNode traits, Instant at) {
        return event(id, ShopEvent.Kind.IDENTIFY, customer, ShopEvent.IDENTIFY, Json.object(), traits, at);
    }

    public static ShopEvent referralCode(CustomerId customer, ReferralCode code, Instant at) {
        String id = StableDigest.id("referral-code", code.code());
        return event(id, customer, "Referral Code Issued", code.fields(), Json.object(), at);
    }

    /** @param side referrer or friend */
    public static ShopEvent rewarded(CustomerId customer, String referral, String side, String code, Instant at) {
        ObjectNode properties = Json.object().put("side", side).put("code", code);
        String id = StableDigest.id("referral", referral, side);
        return event(id, customer, "Referral Rewarded", properties, Json.object(), at);
    }

    private static ShopEvent event(
            String id, CustomerId customer, String name, ObjectNode properties, ObjectNode traits, Instant at) {
        return event(id, ShopEvent.Kind.TRACK, customer, name, properties, traits, at);
    }

    private static ShopEvent event(
            String id,
            ShopEvent.Kind kind,
            CustomerId customer,
            String name,
            ObjectNode properties,
            ObjectNode traits,
            Instant at) {
        return new ShopEvent(
                "reward-" + id,
                kind,
                name,
                customer,
                List.of(),
                customer.kind() == CustomerId.Kind.USER ? customer.name() : null,
                null,
                at,
                at,
                SOURCE,
                ShopEvent.Trust.INTERNAL,
                false,
                properties,
                traits,
                Json.object());
    }
}
