package dev.millrace.segment.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.millrace.segment.rule.SegmentLanguageParser.SumContext;
import dev.millrace.segment.rule.SegmentLanguageParser.TextContext;

/** Makes {@code contains} and {@code matches}. */
final class TextTestBuilder {

    private static final int MAX_PATTERN = 500;
    private static final int MAX_SIZE = 2_000;

    private final TreeBuilder tree;

    TextTestBuilder(TreeBuilder tree) {
        this.tree = tree;
    }

    Expression contains(Operand value, SumContext valuePlace, SumContext context, Surroundings around) {
        if (!TypeRules.is(value.type(), Type.TEXT) && value.type() != Type.LIST) {
            throw Refusal.at(
                    valuePlace,
                    value.type().phrase() + " contains nothing",
                    "text such as trait.email before contains");
        }
        new Unquoted(tree, around).require(value, context);
        Operand text = tree.operands().sum(context, around);
        if (!TypeRules.is(text.type(), Type.TEXT)) {
            throw Refusal.at(
                    context,
                    value.type().phrase() + " never contains " + text.type().phrase(),
                    "text in quotes");
        }
        return new Expression.Contains(value, text);
    }

    Expression matches(Operand value, SumContext valuePlace, SumContext context) {
        if (!TypeRules.is(value.type(), Type.TEXT)) {
            throw Refusal.at(
                    valuePlace, value.type().phrase() + " matches no pattern", "text such as trait.postal_code");
        }
        if (!(Single.primary(context) instanceof TextContext text)) {
            throw Refusal.at(context, "a pattern stands in quotes", "a regular expression such as \"9[0-9]{4}\"");
        }
        String pattern = LiteralBuilder.unquoted(text.TEXT().getSymbol());
        if (PatternSize.of(pattern) > MAX_SIZE) {
            throw Refusal.at(
                    context, "the pattern repeats too much", "at most " + MAX_SIZE + " characters written out");
        }
        if (pattern.length() > MAX_PATTERN) {
            throw Refusal.at(context, "the pattern is too long", "at most " + MAX_PATTERN + " characters");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw Refusal.at(
                    context,
                    "no regular expression: " + e.getDescription(),
                    "a regular expression such as \"9[0-9]{4}\"");
        }
        return new Expression.Matches(value, pattern);
    }
}
