package dev.millrace.segment.rule;

import java.util.List;

/** What became of a text: a rule, or the first reason why it is none. */
public sealed interface ParsedExpression {

    /**
     * @param warnings of names that are not known and may be misspelt; the rule can be used all the same
     */
    record Valid(Expression expression, List<ExpressionError> warnings) implements ParsedExpression {

        public Valid {
            warnings = List.copyOf(warnings);
        }

        public Valid(Expression expression) {
            this(expression, List.of());
        }
    }

    record Invalid(ExpressionError error) implements ParsedExpression {}
}
