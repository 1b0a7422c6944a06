package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.ProductKind;
import dev.millrace.trigger.reward.CouponTerms;
import dev.millrace.trigger.reward.ReferralTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a campaign. Its name is the one it was given, or its kind and its place counted from 1, after the names of
 * what it stands in: {@code send-1}, {@code if-2.then.send-1}.
 */
public sealed interface Step {

    String name();

    /**
     * Requests one message, from one of the templates.
     *
     * @param products of which kinds products come with it, those of the first kind first
     * @param about what it is about; null is what {@link Campaign#about} takes for it
     * @param resend what those get who did not open it; null sends nothing again
     */
    record Send(
            String name,
            List<Variant> variants,
            List<ProductKind> products,
            @Nullable About about,
            @Nullable Resend resend)
            implements Step {

        public Send(String name, List<Variant> variants) {
            this(name, variants, List.of(), null, null);
        }

        public Send {
            variants = List.copyOf(variants);
            products = List.copyOf(products);
            if (variants.isEmpty()) {
                throw new IllegalArgumentException("a send has a template");
            }
        }
    }

    /**
     * The same message once more, under another subject.
     *
     * @param after how long after the first
     * @param preheader null leaves that of the template
     */
    record Resend(Duration after, String subject, @Nullable String preheader) {}

    /** A template, and how large its share is beside the others'. */
    record Variant(String template, int weight) {}

    /** Lets time pass, counted from when the step before it was decided or due. */
    record Wait(String name, Pause pause) implements Step {}

    /** Waits for something to happen, and goes one way if it did and another if it did not in that time. */
    record WaitFor(String name, Awaited awaited, Duration atMost, List<Step> then, List<Step> otherwise)
            implements Step {

        public WaitFor {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** Goes one way if the expression holds, and another if it does not or that is unknown. */
    record If(String name, String expression, List<Step> then, List<Step> otherwise) implements Step {

        public If {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** Sends each enrolment one of several ways, by chance and by the ways' weights; the same way whenever it is asked. */
    record Split(String name, List<Way> ways) implements Step {

        public Split {
            ways = List.copyOf(ways);
        }
    }

    record Way(int weight, List<Step> steps) {

        public Way {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Tells segment-service something of the customer.
     *
     * @param traits null takes a trait away; empty sets none
     */
    record Set(String name, @Nullable String tag, @Nullable String untag, ObjectNode traits) implements Step {

        public Set {
            traits = traits.deepCopy();
        }
    }

    /**
     * Gives the customer a code.
     *
     * @param otherwise where to go when the pool is empty; null waits for codes
     */
    record Coupon(String name, CouponTerms terms, @Nullable List<Step> otherwise) implements Step {

        public Coupon {
            otherwise = otherwise == null ? null : List.copyOf(otherwise);
        }
    }

    /**
     * Adds points to the customer's balance or takes some off it.
     *
     * @param otherwise where to go when the balance does not suffice; null goes on
     */
    record Points(String name, Amount amount, @Nullable List<Step> otherwise) implements Step {

        public Points {
            otherwise = otherwise == null ? null : List.copyOf(otherwise);
        }
    }

    /** How many points. */
    sealed interface Amount {

        record Earn(int points) implements Amount {}

        /** So many points for each full amount of the order that started the campaign. */
        record EarnForEach(int points, BigDecimal each) implements Amount {}

        record Spend(int points) implements Amount {}
    }

    /** Gives the customer a personal code and link for friends. */
    record Referral(String name, ReferralTerms terms) implements Step {}

    /**
     * Calls another service.
     *
     * @param target by which the service is known here
     * @param traits the names of those that are told
     */
    record Webhook(String name, String target, List<String> traits) implements Step {

        public Webhook {
            traits = List.copyOf(traits);
        }
    }
}
