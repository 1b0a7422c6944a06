package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.evaluation.CompiledRule;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.membership.Customer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts one customer after the other. Customers first seen after the instant were not there. */
final class PreviewCounter {

    private final CompiledRule expression;
    private final ShopFacts facts;
    private final Instant at;
    private final List<CustomerId> sample = new ArrayList<>();
    private long count;
    private long of;
    private long unknown;

    PreviewCounter(CompiledRule expression, ShopFacts facts, Instant at) {
        this.expression = expression;
        this.facts = facts;
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
        switch (expression.evaluate(customer.state(), facts, at).truth()) {
            case YES -> select(id);
            case UNKNOWN -> unknown++;
            case NO -> {}
        }
    }

    private void select(CustomerId id) {
        count++;
        if (sample.size() < Preview.SAMPLE) {
            sample.add(id);
        }
    }

    private boolean isAfter(@Nullable Instant seen) {
        return seen != null && seen.isAfter(at);
    }

    /** @param share of all customers that were counted */
    Preview.Part part(double share) {
        return new Preview.Part(count, of, unknown, share);
    }

    List<CustomerId> sample() {
        return sample;
    }
}
