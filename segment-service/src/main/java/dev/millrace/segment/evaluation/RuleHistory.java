package dev.millrace.segment.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules in force, and the few sets before them: what fell due under old rules is decided by them until every customer
 * has moved over. Old sets are remembered only as long as the process lives.
 *
 * @param before newest first
 */
public record RuleHistory(RuleSet current, List<RuleSet> before) {

    private static final int REMEMBERED = 8;

    public static final RuleHistory EMPTY = new RuleHistory(RuleSet.EMPTY, List.of());

    public RuleHistory {
        before = List.copyOf(before);
    }

    public static RuleHistory of(RuleSet current) {
        return new RuleHistory(current, List.of());
    }

    public RuleHistory then(RuleSet next) {
        if (next.fingerprint() == current.fingerprint()) {
            return new RuleHistory(next, before);
        }
        List<RuleSet> older = new ArrayList<>();
        older.add(current);
        older.addAll(before);
        return new RuleHistory(next, older.subList(0, Math.min(older.size(), REMEMBERED)));
    }

    public Optional<RuleSet> old(long fingerprint) {
        return before.stream()
                .filter(rules -> rules.fingerprint() == fingerprint)
                .findFirst();
    }
}
