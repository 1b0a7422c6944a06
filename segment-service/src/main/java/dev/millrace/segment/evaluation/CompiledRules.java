package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.ParsedExpression;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Parses and compiles each expression once, however many partitions have it and however often the set around it changes.
 * A rule that asks others depends on them, and is compiled anew.
 */
final class CompiledRules {

    private static final int MAX_KEPT = 10_000;
    private static final Map<Source, ParsedExpression> PARSED = new ConcurrentHashMap<>();
    private static final Map<Expression, CompiledRule> COMPILED = new ConcurrentHashMap<>();

    private record Source(String text, Map<String, String> parameters, FieldDictionary fields) {}

    private CompiledRules() {}

    static ParsedExpression parse(String text, Map<String, String> parameters, FieldDictionary fields) {
        Source source = new Source(text, parameters, fields);
        ParsedExpression known = PARSED.get(source);
        ParsedExpression parsed = known == null ? ExpressionParser.parse(text, parameters, fields) : known;
        if (known == null && PARSED.size() < MAX_KEPT) {
            PARSED.put(source, parsed);
        }
        return parsed;
    }

    static CompiledRule of(Expression expression, Function<String, Optional<CompiledRule>> others) {
        CompiledRule known = COMPILED.get(expression);
        CompiledRule compiled = known == null ? CompiledRule.of(expression, others, null) : known;
        if (known == null && !compiled.asksOthers() && COMPILED.size() < MAX_KEPT) {
            COMPILED.put(expression, compiled);
        }
        return compiled;
    }
}
