package dev.millrace.trigger.policy.law;

import java.time.Period;
import org.jspecify.annotations.Nullable;

/** One rule of a law about mail, with its source. */
public sealed interface LawRule {

    Citation source();

    /** As the data files call it. */
    String kind();

    /** What must be there before anything is done. */
    enum Needs {
        /** Permission first. */
        OPT_IN,
        /** Nothing, until they object. */
        OPT_OUT
    }

    /** A dealing with the shop from which permission may follow. */
    enum Dealing {
        PURCHASE,
        INQUIRY
    }

    /** Whether marketing mail needs permission first. */
    record MarketingMail(Needs needs, Citation source) implements LawRule {

        @Override
        public String kind() {
            return "marketing-mail";
        }
    }

    /**
     * Customers who were told, and could object, when their address was collected in a sale.
     *
     * @param within how old the last purchase may be; null for any age
     */
    record SoftOptIn(@Nullable Period within, Citation source) implements LawRule {

        @Override
        public String kind() {
            return "soft-opt-in";
        }
    }

    /** Permission that follows from a dealing, for a while. */
    record ImpliedConsent(Dealing dealing, Period within, Citation source) implements LawRule {

        @Override
        public String kind() {
            return "implied-consent";
        }
    }

    /** Permission counts only once it was confirmed by a link in a mail. */
    record DoubleOptIn(Citation source) implements LawRule {

        @Override
        public String kind() {
            return "double-opt-in";
        }
    }

    /** Marketing mail names the sender's postal address. */
    record PostalAddress(Citation source) implements LawRule {

        @Override
        public String kind() {
            return "postal-address";
        }
    }

    /**
     * Everybody can object at any time.
     *
     * @param businessDays the longest that following it may take; here it is followed at once
     */
    record Objection(@Nullable Integer businessDays, Citation source) implements LawRule {

        @Override
        public String kind() {
            return "objection";
        }
    }

    /** Whether handing hashed addresses to advertisers needs permission first. */
    record Sharing(Needs needs, Citation source) implements LawRule {

        @Override
        public String kind() {
            return "sharing";
        }
    }
}
