package dev.millrace.segment.evaluation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compiles rules that may ask one another, each after the ones it asks. Rules that go round in a circle are left out. */
final class RuleCompiler {

    private final Map<String, Rule> rules;
    private final Map<String, CompiledRule> compiled = new HashMap<>();
    private final Map<String, List<String>> circles = new TreeMap<>();
    private final Deque<String> asking = new ArrayDeque<>();

    /** Thrown up to the rule with which the circle begins. */
    private static final class Circle extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final ArrayList<String> path;

        Circle(List<String> path) {
            super(String.join(" asks ", path), null, false, false);
            this.path = new ArrayList<>(path);
        }
    }

    RuleCompiler(List<Rule> rules) {
        this.rules = rules.stream().collect(Collectors.toMap(Rule::segment, Function.identity()));
        rules.forEach(rule -> compile(rule.segment()));
    }

    Optional<CompiledRule> find(String segment) {
        return Optional.ofNullable(compiled.get(segment));
    }

    /** The segments by which a rule asks itself in the end, itself first and last. */
    Optional<List<String>> circle(String segment) {
        List<String> circle = circles.get(segment);
        if (circle == null) {
            return Optional.empty();
        }
        List<String> once = new ArrayList<>(circle.subList(1, circle.size()));
        Collections.rotate(once, -once.indexOf(segment));
        once.add(segment);
        return Optional.of(once);
    }

    private Optional<CompiledRule> compile(String segment) {
        Rule rule = rules.get(segment);
        if (rule == null || compiled.containsKey(segment) || circles.containsKey(segment)) {
            return find(segment);
        }
        if (asking.contains(segment)) {
            throw new Circle(path(segment));
        }
        asking.push(segment);
        try {
            compiled.put(segment, CompiledRules.of(rule.expression(), this::compile));
            return find(segment);
        } catch (Circle circle) {
            circles.put(segment, circle.path);
            if (!circle.path.get(0).equals(segment)) {
                throw circle;
            }
            return Optional.empty();
        } finally {
            asking.pop();
        }
    }

    private List<String> path(String segment) {
        List<String> path = new ArrayList<>();
        path.add(segment);
        for (String asked : asking) {
            path.add(0, asked);
            if (asked.equals(segment)) {
                break;
            }
        }
        return path;
    }
}
