package dev.millrace.trigger.journey;

import dev.millrace.trigger.expression.Condition;
import dev.millrace.trigger.expression.ExpressionText;
import dev.millrace.trigger.expression.Operand;
import dev.millrace.trigger.expression.Scope;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A campaign's expressions by the names under which others look for their truth. One that segment-service can answer as it
 * stands is asked under that name; of one that says something of the journey, the other parts are asked under the name and a
 * number.
 */
public final class Conditions {

    private static final String PART = "#";

    private final Map<String, Condition> split = new LinkedHashMap<>();
    private final Map<String, String> questions = new LinkedHashMap<>();
    private boolean countsSends;

    Conditions() {}

    void add(String name, String expression, Scope scope) {
        if (!(ExpressionText.read(expression, scope) instanceof ExpressionText.Read read)) {
            throw new IllegalArgumentException("the expression was not checked: " + expression);
        }
        if (read.condition() instanceof Condition.Asked asked) {
            questions.put(name, asked.text());
            return;
        }
        split.put(name, read.condition());
        List<Condition.Asked> asked = new ArrayList<>();
        collect(read.condition(), asked);
        for (int i = 0; i < asked.size(); i++) {
            questions.put(name + PART + (i + 1), asked.get(i).text());
        }
    }

    /** What no condition looks at by itself. */
    void ask(String name, String expression) {
        questions.put(name, expression);
    }

    Map<String, String> questions() {
        return Collections.unmodifiableMap(questions);
    }

    /** Whether some expression asks what was sent. */
    boolean countsSends() {
        return countsSends;
    }

    /** The answer with the truth of every expression in it, also of those that are not asked as a whole. */
    Knowledge settle(Situation situation) {
        if (split.isEmpty() || !(situation.knowledge() instanceof Knowledge.Customer known)) {
            return situation.knowledge();
        }
        Map<String, Truth> truths = new HashMap<>(known.expressions());
        split.forEach((name, condition) -> {
            List<Truth> answers = questions.keySet().stream()
                    .filter(question -> question.startsWith(name + PART))
                    .map(question -> known.expressions().getOrDefault(question, Truth.UNKNOWN))
                    .toList();
            truths.put(name, new Verdicts(situation, answers.iterator()).of(condition));
        });
        return known.withExpressions(truths);
    }

    private void collect(Condition condition, List<Condition.Asked> asked) {
        if (condition instanceof Condition.Asked one) {
            asked.add(one);
        } else if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> collect(part, asked));
        } else if (condition instanceof Condition.Any any) {
            any.parts().forEach(part -> collect(part, asked));
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition(), asked);
        } else {
            countsSends |= operands(condition).anyMatch(Conditions::isCount);
        }
    }

    private static boolean isCount(Operand operand) {
        return operand instanceof Operand.Field field
                && (field.path().equals("enrolment.sent") || field.path().equals("enrolment.unanswered"));
    }

    private static Stream<Operand> operands(Condition test) {
        if (test instanceof Condition.Compare compare) {
            return Stream.of(compare.left(), compare.right());
        }
        if (test instanceof Condition.Between between) {
            return Stream.of(between.operand(), between.least(), between.most());
        }
        if (test instanceof Condition.OneOf oneOf) {
            return Stream.concat(Stream.of(oneOf.operand()), oneOf.values().stream());
        }
        if (test instanceof Condition.Contains contains) {
            return Stream.of(contains.operand());
        }
        if (test instanceof Condition.Exists exists) {
            return Stream.of(exists.operand());
        }
        return test instanceof Condition.Holds holds ? Stream.of(holds.operand()) : Stream.empty();
    }
}
