package dev.millrace.segment.evaluation;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ParsedExpression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rules in force, in the order of their ids, and a fingerprint that is another one when any definition is. A definition
 * that this release can't read is left out of the rules and still listed: visible, and never a crash.
 */
public final class RuleSet {

    public static final RuleSet EMPTY = new RuleSet(List.of(), List.of(), 0);

    private static final long PRIME = 1_099_511_628_211L;

    private final List<Rule> rules;
    private final List<SegmentDefinition> inactive;
    private final long fingerprint;

    private RuleSet(List<Rule> rules, List<SegmentDefinition> inactive, long fingerprint) {
        this.rules = List.copyOf(rules);
        this.inactive = List.copyOf(inactive);
        this.fingerprint = fingerprint;
    }

    public static RuleSet of(Collection<SegmentDefinition> definitions) {
        List<Rule> rules = new ArrayList<>();
        List<SegmentDefinition> inactive = new ArrayList<>();
        long fingerprint = definitions.isEmpty() ? 0 : 1_469_598_103_934_665_603L;
        List<SegmentDefinition> sorted = definitions.stream()
                .sorted(Comparator.comparing(SegmentDefinition::id))
                .toList();
        for (SegmentDefinition definition : sorted) {
            ParsedExpression parsed = ExpressionParser.parse(definition.expression(), definition.parameters());
            if (parsed instanceof ParsedExpression.Valid valid) {
                rules.add(new Rule(definition, valid.expression()));
                fingerprint = mixed(fingerprint, definition);
            } else {
                inactive.add(definition);
            }
        }
        return new RuleSet(rules, inactive, fingerprint);
    }

    public List<Rule> rules() {
        return rules;
    }

    /** All definitions, also the inactive ones. */
    public List<SegmentDefinition> definitions() {
        return Stream.concat(rules.stream().map(Rule::definition), inactive.stream())
                .sorted(Comparator.comparing(SegmentDefinition::id))
                .toList();
    }

    public long fingerprint() {
        return fingerprint;
    }

    public Optional<Rule> rule(String segment) {
        return rules.stream().filter(rule -> rule.segment().equals(segment)).findFirst();
    }

    private static long mixed(long seed, SegmentDefinition definition) {
        String text = definition.id()
                + '\n'
                + definition.version()
                + '\n'
                + definition.expression()
                + '\n'
                + new TreeMap<>(definition.parameters());
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
