package dev.millrace.segment.rule;

/** What became of a text: a rule, or the first reason why it is none. */
public sealed interface ParsedExpression {

    record Valid(Expression expression) implements ParsedExpression {}

    record Invalid(ExpressionError error) implements ParsedExpression {}
}
