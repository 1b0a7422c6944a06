package dev.millrace.trigger.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.Goal;
import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.report.Attribution;
import dev.millrace.trigger.store.Goals;
import dev.millrace.trigger.store.Goals.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what counts as a goal, as it is read among the transitions, in their transaction and under the customers' locks. What it
 * means for reports is found out later.
 */
@ApplicationScoped
class GoalOccurrences {

    private static final int LONGEST = 200;
    private static final int MOST_DIGITS = 30;

    private final Goals goals;

    GoalOccurrences(Goals goals) {
        this.goals = goals;
    }

    void note(List<SegmentTransition> transitions) {
        List<Told> told = new ArrayList<>();
        for (SegmentTransition transition : transitions) {
            if (transition.segment().startsWith(Goal.PREFIX)) {
                told(transition).ifPresent(told::add);
            }
        }
        if (!told.isEmpty()) {
            goals.add(told);
            goals.lookAgain(told.stream().map(Told::customer).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** Empty for what takes away from an order without saying from which. */
    static Optional<Told> told(SegmentTransition transition) {
        Occurrence occurrence = transition.occurrence();
        if (occurrence == null || !isTime(transition.at())) {
            return Optional.empty();
        }
        String event = key(transition.causeEvent() == null ? transition.id() : transition.causeEvent());
        String order = text(occurrence.properties().path(Goal.ORDER_ID));
        boolean corrects = transition.segment().equals(Attribution.CANCELLED)
                || transition.segment().equals(Attribution.REFUNDED);
        if (order == null && corrects) {
            return Optional.empty();
        }
        String refund = corrects ? text(occurrence.properties().path("refund_id")) : null;
        return Optional.of(new Told(
                transition.customer().value(),
                transition.segment(),
                refund == null ? event : "refund " + key(refund),
                order == null ? "event " + event : "order " + key(order),
                transition.at(),
                amount(transition.segment(), occurrence),
                currency(occurrence.currency())));
    }

    private static @Nullable BigDecimal amount(String watch, Occurrence occurrence) {
        if (!watch.startsWith(Goal.PREFIX_WITH_VALUE)) {
            return sane(occurrence.orderTotal());
        }
        for (var property : occurrence.properties().properties()) {
            if (!property.getKey().equals(Goal.ORDER_ID)) {
                try {
                    return sane(new BigDecimal(property.getValue().asText()));
                } catch (NumberFormatException e) {
                    return null;
                }
            }
        }
        return null;
    }

    /** What nobody pays is no amount. */
    private static @Nullable BigDecimal sane(@Nullable BigDecimal amount) {
        boolean isSane = amount != null && amount.precision() <= MOST_DIGITS && Math.abs(amount.scale()) <= MOST_DIGITS;
        return isSane ? amount : null;
    }

    private static @Nullable String currency(@Nullable String currency) {
        return currency == null || currency.length() > LONGEST || currency.indexOf('\0') >= 0 ? null : currency;
    }

    private static @Nullable String text(JsonNode node) {
        String text = node.isValueNode() ? node.asText("").strip() : "";
        return text.isEmpty() || node.isNull() ? null : text;
    }

    /** As it is, or its digest if it is long or can't be stored. */
    private static String key(String text) {
        return text.length() > LONGEST || text.indexOf('\0') >= 0 ? "digest " + StableDigest.id(text) : text;
    }

    private static boolean isTime(Instant at) {
        return at.isAfter(Instant.EPOCH) && at.isBefore(EngagementBatches.LATEST);
    }
}
