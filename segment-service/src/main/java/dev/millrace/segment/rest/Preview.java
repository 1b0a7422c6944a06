package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.evaluation.CompiledRule;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.membership.Customer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom an expression selects.
 *
 * @param of customers who were there at the instant
 * @param unknown customers for whom the answer is not known: data is missing, or they have newer events than the instant
 * @param sample some of the selected
 */
public record Preview(long count, long of, long unknown, Instant at, List<CustomerId> sample) {

    /** Counts one customer after the other. Customers first seen after the instant were not there. */
    static final class Counter {

        private static final int SAMPLE = 20;

        private final CompiledRule expression;
        private final Instant at;
        private final List<CustomerId> sample = new ArrayList<>();
        private long count;
        private long of;
        private long unknown;

        Counter(CompiledRule expression, Instant at) {
            this.expression = expression;
            this.at = at;
        }

        void count(CustomerId id, Customer customer) {
            if (isAfter(customer.state().firstSeen())) {
                return;
            }
            of++;
            if (isAfter(customer.state().newestEvent())) {
                unknown++;
                return;
            }
            switch (expression.evaluate(customer.state(), ShopFacts.UNKNOWN, at).truth()) {
                case YES -> select(id);
                case UNKNOWN -> unknown++;
                case NO -> {}
            }
        }

        private void select(CustomerId id) {
            count++;
            if (sample.size() < SAMPLE) {
                sample.add(id);
            }
        }

        private boolean isAfter(@Nullable Instant seen) {
            return seen != null && seen.isAfter(at);
        }

        Preview preview() {
            Collections.sort(sample);
            return new Preview(count, of, unknown, at, sample);
        }
    }
}
