package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Operand.Arithmetic.Sign;
import dev.millrace.segment.rule.Type;
import org.jspecify.annotations.Nullable;

/** The type of what is computed from two values, as far as random rules compute. */
final class ResultTypes {

    private ResultTypes() {}

    /** Null where it makes no sense. */
    static @Nullable Type of(Type left, Sign sign, Type right) {
        return switch (sign) {
            case PLUS, MINUS -> added(left, sign, right);
            case TIMES -> left == Type.NUMBER ? right : right == Type.NUMBER ? left : mixed(left, right);
            case OVER -> over(left, right);
        };
    }

    private static @Nullable Type added(Type left, Sign sign, Type right) {
        if (left == Type.INSTANT) {
            boolean between = sign == Sign.MINUS && right == Type.INSTANT;
            return between ? Type.DURATION : right == Type.DURATION ? Type.INSTANT : null;
        }
        if (left == right && left != Type.ANY) {
            return left;
        }
        boolean money = left == Type.MONEY || right == Type.MONEY;
        boolean number = left == Type.NUMBER || right == Type.NUMBER;
        boolean spans = left == Type.DURATION || right == Type.DURATION;
        return spans ? null : money ? Type.MONEY : number ? Type.NUMBER : Type.ANY;
    }

    private static @Nullable Type mixed(Type left, Type right) {
        return left == Type.ANY ? right : right == Type.ANY ? left : null;
    }

    private static @Nullable Type over(Type left, Type right) {
        if (right == Type.NUMBER) {
            return left;
        }
        if (right == Type.ANY) {
            return left == Type.NUMBER ? Type.NUMBER : Type.ANY;
        }
        return left == right || left == Type.ANY ? Type.NUMBER : null;
    }
}
