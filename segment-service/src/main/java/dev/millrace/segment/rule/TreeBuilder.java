package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.Rule_Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/**
 * Makes the tree and checks it on the way: every name is known, and only what is alike is compared. What may be meant, but is
 * not known, is a warning.
 */
final class TreeBuilder {

    private final FieldDictionary fields;
    private final LiteralBuilder literals;
    private final FieldBuilder fieldBuilder;
    private final OperandBuilder operands;
    private final ConditionBuilder conditions;
    private final List<ExpressionError> warnings = new ArrayList<>();

    TreeBuilder(Map<String, String> parameters, FieldDictionary fields) {
        this.fields = fields;
        this.literals = new LiteralBuilder(parameters);
        this.fieldBuilder = new FieldBuilder(this);
        this.operands = new OperandBuilder(this);
        this.conditions = new ConditionBuilder(this);
    }

    ParsedExpression.Valid rule(Rule_Context context) {
        Expression expression = conditions.condition(context.condition(), Surroundings.CUSTOMER);
        if (Tree.depth(expression) > ExpressionParser.MAX_DEPTH) {
            throw ParserSetup.tooDeep(context.start);
        }
        if (Tree.size(expression) > ExpressionParser.MAX_NODES) {
            throw Refusal.at(
                    context, "the expression has too many parts", "at most " + ExpressionParser.MAX_NODES + " parts");
        }
        if (ExpressionPrinter.print(expression).length() > ExpressionParser.MAX_LENGTH) {
            throw ParserSetup.tooLong("more, once it is written with all its blanks");
        }
        return new ParsedExpression.Valid(expression, warnings);
    }

    FieldDictionary dictionary() {
        return fields;
    }

    LiteralBuilder literals() {
        return literals;
    }

    FieldBuilder fields() {
        return fieldBuilder;
    }

    OperandBuilder operands() {
        return operands;
    }

    ConditionBuilder conditions() {
        return conditions;
    }

    /** Of one place only the first warning is told. */
    void warn(ExpressionError warning) {
        boolean told = warnings.stream().anyMatch(it -> it.line() == warning.line() && it.column() == warning.column());
        if (!told) {
            warnings.add(warning);
        }
    }

    void warn(Token place, String message, String found, String expected, List<String> names) {
        warn(Refusal.error(place, message, found, expected, names));
    }
}
