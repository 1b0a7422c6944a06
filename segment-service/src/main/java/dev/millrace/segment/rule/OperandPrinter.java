package dev.millrace.segment.rule;

import dev.millrace.segment.rule.Operand.Arithmetic.Sign;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values as the language does. */
final class OperandPrinter {

    private OperandPrinter() {}

    static String print(Operand operand) {
        if (operand instanceof Operand.Aggregate it) {
            return aggregate(it);
        }
        if (operand instanceof Operand.EventField it) {
            return Words.wholePath(it.path());
        }
        if (operand instanceof Operand.Arithmetic it) {
            return arithmetic(it);
        }
        if (operand instanceof Operand.TraitField it) {
            return "trait." + Words.path(it.name());
        }
        if (operand instanceof Operand.ConsentField it) {
            return "consent." + Words.path(it.channel());
        }
        if (operand instanceof Operand.CartField it) {
            return "cart." + it.part().word();
        }
        if (operand instanceof Operand.Figure it) {
            return Words.path(it.name()) + (it.argument() == null ? "" : "(" + print(it.argument()) + ")");
        }
        String call = call(operand);
        return call != null ? call : literal(operand);
    }

    private static @Nullable String call(Operand operand) {
        if (operand instanceof Operand.Default it) {
            return "default(" + print(it.value()) + ", " + print(it.otherwise()) + ")";
        }
        if (operand instanceof Operand.Age it) {
            return "age(" + print(it.instant()) + ")";
        }
        if (operand instanceof Operand.Years it) {
            return "years(" + print(it.date()) + ")";
        }
        if (operand instanceof Operand.Anniversary it) {
            return "anniversary(" + print(it.date()) + ")";
        }
        if (operand instanceof Operand.Distance it) {
            return "distance(" + print(it.place()) + ", stores)";
        }
        if (operand instanceof Operand.NamedList it) {
            return "list(" + Words.quoted(it.name()) + ")";
        }
        if (operand instanceof Operand.Rank it) {
            String of = it.of() == null ? "" : ", of: " + Words.quoted(it.of());
            return it.kind().word() + "(" + print(it.value()) + of + ")";
        }
        return null;
    }

    private static String literal(Operand operand) {
        if (operand instanceof Operand.NumberLiteral it) {
            return it.number().toPlainString();
        }
        if (operand instanceof Operand.DurationLiteral it) {
            return DurationText.print(it.duration());
        }
        if (operand instanceof Operand.DateLiteral it) {
            return "date(" + Words.quoted(it.date().toString()) + ")";
        }
        if (operand instanceof Operand.DistanceLiteral it) {
            return it.amount().toPlainString() + it.unit().word();
        }
        if (operand instanceof Operand.TextLiteral it) {
            return Words.quoted(it.text());
        }
        if (operand instanceof Operand.FlagLiteral it) {
            return Boolean.toString(it.flag());
        }
        if (operand instanceof Operand.ListLiteral it) {
            return it.elements().stream().map(OperandPrinter::print).collect(Collectors.joining(", ", "(", ")"));
        }
        return "$" + ((Operand.Parameter) operand).name();
    }

    private static String aggregate(Operand.Aggregate it) {
        String property =
                it.property() == null ? "" : "." + Words.path(it.property().path());
        String filter = it.filter() == null ? "" : "{" + ExpressionPrinter.print(it.filter()) + "}";
        return it.function().word() + "(" + Words.event(it.event()) + property + filter + window(it.window()) + ")";
    }

    private static String window(@Nullable Window window) {
        if (window instanceof Window.Sliding it) {
            return "[" + print(it.length()) + "]";
        }
        return window instanceof Window.Since it ? "[since " + print(it.instant()) + "]" : "";
    }

    private static String arithmetic(Operand.Arithmetic it) {
        boolean product = isProduct(it.sign());
        String left = it.left() instanceof Operand.Arithmetic inner && product && !isProduct(inner.sign())
                ? "(" + print(inner) + ")"
                : print(it.left());
        String right = it.right() instanceof Operand.Arithmetic inner && (product || !isProduct(inner.sign()))
                ? "(" + print(inner) + ")"
                : print(it.right());
        return left + " " + it.sign().text() + " " + right;
    }

    private static boolean isProduct(Sign sign) {
        return sign == Sign.TIMES || sign == Sign.OVER;
    }
}
