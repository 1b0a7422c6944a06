package dev.millrace.stories;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.SettingsFacts;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.EventWatches;
import dev.millrace.segment.membership.Generation;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import dev.millrace.segment.membership.Sweep;
import dev.millrace.segment.query.FoundCustomer;
import dev.millrace.segment.rest.CustomerViews;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ParsedExpression;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** segment-service for one customer: judges as it does in production, and answers what it answers. */
final class Judge {

    private final CustomerId id;
    private final RuleHistory rules;
    private Customer customer = Customer.NEW;
    private long records;

    Judge(CustomerId id, List<SegmentDefinition> segments, List<EventWatch> watches) {
        this.id = id;
        ShopSettings shop =
                Json.mapper().convertValue(Json.object().put("updatedAt", "2026-01-01T00:00:00Z"), ShopSettings.class);
        RuleSet set = RuleSet.of(segments);
        if (set.rules().size() != segments.size()) {
            throw new AssertionError("some of the segments can't be read");
        }
        this.rules = RuleHistory.startingWith(
                        List.of(Generation.inForce(1, Instant.EPOCH, set, new SettingsFacts(shop))),
                        Sweep.completeBy(1))
                .withWatches(EventWatches.of(watches));
    }

    List<SegmentTransition> happen(CustomerEvent event) {
        return note(MembershipTracker.onEvent(id, customer, event, rules, position(event.at())));
    }

    /** When something changes by itself next. */
    Instant due() {
        return customer.watch().due();
    }

    List<SegmentTransition> pass(Instant upTo) {
        return note(MembershipTracker.onTime(id, customer, upTo, rules, position(upTo)));
    }

    boolean isIn(String segment) {
        return customer.watch().memberships().containsKey(segment);
    }

    /** As {@code POST /api/customers/batch} has it. */
    JsonNode answer(Map<String, String> questions, Instant now) {
        Map<String, Expression> expressions = new HashMap<>();
        questions.forEach((name, text) -> expressions.put(name, expression(text)));
        FoundCustomer found = new FoundCustomer(
                customer.watch().version() == 0 ? Optional.empty() : Optional.of(customer),
                null,
                Timeline.EMPTY,
                now,
                false,
                rules.current().rules(),
                rules.current().facts(),
                null);
        return Json.mapper().valueToTree(CustomerViews.of(id, found, expressions, CustomerViews.Shown.NOTHING));
    }

    private static Expression expression(String text) {
        if (ExpressionParser.parse(text, Map.of()) instanceof ParsedExpression.Valid valid) {
            return valid.expression();
        }
        throw new AssertionError("no expression of the segment language: " + text);
    }

    private List<SegmentTransition> note(Change change) {
        customer = change.customer();
        return change.transitions();
    }

    private LogPosition position(Instant time) {
        return new LogPosition("events", 0, records++, time);
    }
}
