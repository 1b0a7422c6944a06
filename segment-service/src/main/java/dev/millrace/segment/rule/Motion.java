package dev.millrace.segment.rule;

import dev.millrace.segment.rule.Operand.Age;
import dev.millrace.segment.rule.Operand.Arithmetic;
import dev.millrace.segment.rule.Operand.Default;
import dev.millrace.segment.rule.Operand.Figure;
import java.util.Set;

/** How a value changes by itself: most stand still, an age grows evenly, a prediction decays. */
final class Motion {

    private static final Set<String> DECAYING = Set.of("p_alive", "expected_orders");

    private Motion() {}

    static boolean grows(Operand operand) {
        if (operand instanceof Arithmetic it) {
            return grows(it.left()) || grows(it.right());
        }
        if (operand instanceof Default it) {
            return grows(it.value()) || grows(it.otherwise());
        }
        return operand instanceof Age;
    }

    static boolean decays(Operand operand) {
        if (operand instanceof Arithmetic it) {
            return decays(it.left()) || decays(it.right());
        }
        if (operand instanceof Default it) {
            return decays(it.value()) || decays(it.otherwise());
        }
        return operand instanceof Figure it && DECAYING.contains(it.name());
    }

    static boolean moves(Operand operand) {
        return grows(operand) || decays(operand);
    }
}
