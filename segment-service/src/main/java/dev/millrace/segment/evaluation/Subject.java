package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Accumulators;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Trait;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom an evaluation is about, and what is known beyond: the customer, or one product of the customer. */
final class Subject {

    private final CustomerState state;
    private final ShopFacts facts;
    private final @Nullable Accumulators slice;
    private final Subject customer;
    private @Nullable ZoneId zone;
    private @Nullable Map<Condition, Answer> others;
    private long othersAt;
    private long horizon = Answer.NEVER;

    Subject(CustomerState state, ShopFacts facts) {
        this.state = state;
        this.facts = facts;
        this.slice = null;
        this.customer = this;
    }

    private Subject(Subject customer, Accumulators slice) {
        this.state = customer.state;
        this.facts = customer.facts;
        this.slice = slice;
        this.customer = customer;
    }

    /** The same customer, seen by what is kept of one product. */
    Subject within(Accumulators slice) {
        return new Subject(customer, slice);
    }

    CustomerState state() {
        return state;
    }

    ShopFacts facts() {
        return facts;
    }

    Accumulators accumulators() {
        return slice == null ? state.accumulators() : slice;
    }

    /** How far an answer must look ahead: whether it lasts any longer makes no difference. In milliseconds. */
    long horizon() {
        return customer.horizon;
    }

    void lookNoFartherThan(long instant) {
        customer.horizon = Math.min(customer.horizon, instant);
    }

    /** The customer's own time zone if it is one, else the shop's. */
    ZoneId zone() {
        ZoneId known = zone;
        if (known == null) {
            known = zoneOf(state.trait("timezone"));
            zone = known;
        }
        return known;
    }

    private ZoneId zoneOf(Trait.@Nullable Value trait) {
        if (trait instanceof Trait.Value.Text text) {
            try {
                return ZoneId.of(text.text());
            } catch (DateTimeException notAZone) {
                return facts.zone();
            }
        }
        return facts.zone();
    }

    /** Another rule's answer for the whole customer, computed once however many rules ask. */
    Answer ask(Condition rule, long at) {
        if (customer != this) {
            return customer.ask(rule, at);
        }
        if (others == null || othersAt != at) {
            others = new IdentityHashMap<>();
            othersAt = at;
        }
        Map<Condition, Answer> known = others;
        Answer answer = known.get(rule);
        if (answer == null) {
            answer = rule.answer(this, at);
            known.put(rule, answer);
        }
        return answer;
    }
}
