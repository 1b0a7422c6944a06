package dev.millrace.segment.rule;

import dev.millrace.segment.rule.Operand.Arithmetic.Sign;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be compared and computed with what. A value of {@link Type#ANY} type goes with all that has one value. */
final class TypeRules {

    private static final Set<Type> UNORDERED = Set.of(Type.TEXT, Type.FLAG, Type.DATE, Type.PLACE, Type.LIST);
    private static final Set<Type> WHOLE = Set.of(Type.PLACE, Type.LIST);

    private TypeRules() {}

    static boolean areComparable(Type left, Type right) {
        if (WHOLE.contains(left) || WHOLE.contains(right)) {
            return false;
        }
        return left == right || left == Type.ANY || right == Type.ANY || isNumeric(left) && isNumeric(right);
    }

    static boolean isOrdered(Type type) {
        return !UNORDERED.contains(type);
    }

    /** An amount of money is written as a number. */
    static boolean isNumeric(Type type) {
        return type == Type.NUMBER || type == Type.MONEY;
    }

    static boolean is(Type type, Type wanted) {
        return type == wanted || type == Type.ANY;
    }

    /** The type of the result; null if the two can't be combined. */
    static @Nullable Type arithmetic(Type left, Sign sign, Type right) {
        return switch (sign) {
            case PLUS -> plus(left, right);
            case MINUS -> minus(left, right);
            case TIMES -> times(left, right);
            case OVER -> over(left, right);
        };
    }

    private static @Nullable Type plus(Type left, Type right) {
        if (left == Type.INSTANT) {
            return is(right, Type.DURATION) ? Type.INSTANT : null;
        }
        if (right == Type.INSTANT) {
            return is(left, Type.DURATION) ? Type.INSTANT : null;
        }
        return alike(left, right);
    }

    private static @Nullable Type minus(Type left, Type right) {
        if (right == Type.INSTANT) {
            return is(left, Type.INSTANT) ? Type.DURATION : null;
        }
        if (left == Type.INSTANT) {
            return right == Type.DURATION ? Type.INSTANT : right == Type.ANY ? Type.ANY : null;
        }
        return left == Type.DURATION && right == Type.ANY ? Type.DURATION : alike(left, right);
    }

    private static @Nullable Type alike(Type left, Type right) {
        if (isNumeric(left) || isNumeric(right)) {
            boolean possible = (isNumeric(left) || left == Type.ANY) && (isNumeric(right) || right == Type.ANY);
            return !possible ? null : left == Type.MONEY || right == Type.MONEY ? Type.MONEY : Type.NUMBER;
        }
        if (left == Type.DURATION && right == Type.DURATION) {
            return Type.DURATION;
        }
        return is(left, Type.DURATION) && is(right, Type.DURATION) ? Type.ANY : null;
    }

    private static @Nullable Type times(Type left, Type right) {
        if (!isAmount(left) || !isAmount(right)) {
            return null;
        }
        Type factor = left == Type.NUMBER ? right : left;
        Type other = left == Type.NUMBER ? left : right;
        if (other == Type.NUMBER) {
            return factor;
        }
        return factor == Type.ANY ? other : other == Type.ANY ? factor : null;
    }

    private static @Nullable Type over(Type left, Type right) {
        if (!isAmount(left) || !isAmount(right)) {
            return null;
        }
        if (right == Type.NUMBER) {
            return left;
        }
        if (right == Type.ANY) {
            return left == Type.NUMBER ? Type.NUMBER : Type.ANY;
        }
        return is(left, right) ? Type.NUMBER : null;
    }

    private static boolean isAmount(Type type) {
        return isNumeric(type) || is(type, Type.DURATION);
    }
}
