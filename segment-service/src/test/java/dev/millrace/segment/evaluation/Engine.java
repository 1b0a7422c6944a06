package dev.millrace.segment.evaluation;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionPrinter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engine under proof with rules from trees, as the properties drive it. */
final class Engine {

    private final RuleSet rules;
    private final ShopFacts facts;

    Engine(Map<String, Expression> expressions, ShopFacts facts) {
        this.facts = facts;
        List<Rule> readable = new ArrayList<>();
        expressions.forEach((segment, expression) -> readable.add(rule(segment, expression)));
        this.rules = RuleSet.compile(readable);
    }

    static Rule rule(String segment, Expression expression) {
        String text = ExpressionPrinter.print(expression);
        return new Rule(new SegmentDefinition(segment, 1, segment, text, Map.of(), null, Instant.EPOCH), expression);
    }

    RuleSet rules() {
        return rules;
    }

    CustomerState folded(List<CustomerEvent> events) {
        CustomerState state = CustomerState.EMPTY;
        for (CustomerEvent event : events) {
            state = event.foldInto(state, event.at(), rules.plan(), facts.rates());
        }
        return state;
    }

    Verdict verdict(String segment, CustomerState state, Instant now) {
        Rule rule = rules.rule(segment).orElseThrow();
        return rules.evaluate(rule, state, facts, now);
    }
}
