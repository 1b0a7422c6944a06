package dev.millrace.trigger.reward;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Occurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events by which it is learnt that a code was used or a friend's link followed. They arrive among the transitions,
 * resolved to the customer and in order with them.
 */
public final class RewardWatches {

    /** Something that happened to codes. */
    public sealed interface Seen {

        /** @param keys of the codes it names; an order without may still be a referred friend's */
        record Order(List<String> keys, @Nullable String order, Instant at) implements Seen {}

        record Visit(String key, Instant at) implements Seen {}
    }

    /** Watches whose id begins so are ours. */
    public static final String PREFIX = "reward-";

    private static final String ORDER = PREFIX + "order";
    private static final String VISIT = PREFIX + "visit";
    private static final int LONGEST = 200;
    private static final Pattern CODE =
            Pattern.compile("[?&]" + ReferralTerms.PARAMETER + "=([A-Za-z0-9-]{1,40})(?:[&#]|$)");

    private RewardWatches() {}

    public static List<EventWatch> all(Instant now) {
        return List.of(
                new EventWatch(ORDER, "Order Completed", null, List.of("coupon", "coupons", "order_id"), now),
                new EventWatch(
                        VISIT,
                        "Page Viewed",
                        "url contains \"" + ReferralTerms.PARAMETER + "=\"",
                        List.of("url"),
                        now));
    }

    /** Empty for what is not ours, and for what says nothing that can be used. */
    public static Optional<Seen> read(SegmentTransition transition) {
        Occurrence occurrence = transition.occurrence();
        if (occurrence == null || !transition.segment().startsWith(PREFIX)) {
            return Optional.empty();
        }
        JsonNode said = occurrence.properties();
        if (transition.segment().equals(ORDER)) {
            List<String> keys = new ArrayList<>(keys(said.path("coupon")));
            keys.addAll(keys(said.path("coupons")));
            String order = said.path("order_id").asText("").strip();
            boolean usable = !order.isEmpty() && order.length() <= LONGEST && order.indexOf(0) < 0;
            return Optional.of(new Seen.Order(keys, usable ? order : null, transition.at()));
        }
        return key(said.path("url").asText("")).map(key -> new Seen.Visit(key, transition.at()));
    }

    private static List<String> keys(JsonNode codes) {
        if (!codes.isArray()) {
            return CodeText.keysIn(codes.asText(""));
        }
        List<String> keys = new ArrayList<>();
        codes.forEach(code ->
                keys.addAll(CodeText.keysIn(code.isObject() ? code.path("code").asText("") : code.asText(""))));
        return keys;
    }

    private static Optional<String> key(String url) {
        Matcher matcher = CODE.matcher(url);
        return matcher.find() ? Optional.of(CodeText.key(matcher.group(1))) : Optional.empty();
    }
}
