package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the customer said about one channel: of each purpose the newest statement, with what proves it. Rules go by the one to
 * marketing, which is meant where no purpose is named. Of more than {@value #MAX_PURPOSES} purposes those stated last stay, and
 * marketing.
 */
public record Consent(NameMap<Statement> byPurpose) {

    public static final String MARKETING = "marketing";
    public static final int MAX_PURPOSES = 10;
    /** The words that somebody agreed to may be many. */
    public static final int MAX_WORDING_LENGTH = 2_000;

    static final String UNSUBSCRIBED = "unsubscribed";

    /** What permits more comes first. */
    private static final List<String> RESTRAINT = List.of("subscribed", "pending", UNSUBSCRIBED);

    /** Of two statements the newer one counts; at the same instant the one that permits less. */
    private static final Comparator<Statement> WEIGHT = Comparator.comparing(Statement::at)
            .thenComparing(said -> RESTRAINT.indexOf(said.status()))
            .thenComparing(Statement::toString);

    /**
     * @param status {@code subscribed}, {@code pending} or {@code unsubscribed}
     * @param wording what was agreed to
     * @param source where it was said
     * @param basis on which messages are sent
     */
    public record Statement(
            String status, Instant at, @Nullable String wording, @Nullable String source, @Nullable String basis) {

        Statement or(Statement other) {
            return WEIGHT.compare(this, other) >= 0 ? this : other;
        }
    }

    static Consent of(String purpose, Statement said) {
        return new Consent(NameMap.<Statement>empty().with(purpose, said));
    }

    /** Whether marketing is agreed to; null if only other purposes were spoken of. */
    public @Nullable String status() {
        Statement marketing = byPurpose.get(MARKETING);
        return marketing == null ? null : marketing.status();
    }

    /** As if both had been said by one customer. */
    Consent or(Consent other) {
        NameMap<Statement> both = byPurpose;
        for (Map.Entry<String, Statement> said : other.byPurpose.entrySet()) {
            Statement known = both.get(said.getKey());
            both = both.with(said.getKey(), known == null ? said.getValue() : known.or(said.getValue()));
        }
        return new Consent(both.size() > MAX_PURPOSES ? withoutTheOldest(both) : both);
    }

    private static NameMap<Statement> withoutTheOldest(NameMap<Statement> statements) {
        NameMap<Statement> left = statements;
        while (left.size() > MAX_PURPOSES) {
            left = left.without(Collections.min(left.without(MARKETING).entrySet(), Map.Entry.comparingByValue(WEIGHT))
                    .getKey());
        }
        return left;
    }
}
