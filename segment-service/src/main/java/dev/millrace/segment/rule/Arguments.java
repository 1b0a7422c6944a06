package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.ArgumentContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.TextContext;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** What stands in the brackets of a call. */
final class Arguments {

    private Arguments() {}

    /** Exactly so many, none of them with a label. */
    static List<ConditionContext> plain(
            ParserRuleContext call, List<ArgumentContext> arguments, String function, int count, String usage) {
        for (ArgumentContext argument : arguments) {
            if (argument.label != null) {
                throw Refusal.at(argument.label, function + " has no such argument", usage);
            }
        }
        requireCount(call, arguments, function, count, usage);
        return arguments.stream().map(ArgumentContext::condition).toList();
    }

    static void requireCount(
            ParserRuleContext call, List<ArgumentContext> arguments, String function, int count, String usage) {
        if (arguments.size() != count) {
            String values = count == 0 ? "no value" : count == 1 ? "one value" : count + " values";
            throw Refusal.at(call, function + " takes " + values, usage);
        }
    }

    /** A single text in quotes, which is a name and no value. */
    static String text(ParserRuleContext call, List<ArgumentContext> arguments, String function, String usage) {
        return text(plain(call, arguments, function, 1, usage).get(0), function, usage);
    }

    static String text(ConditionContext argument, String function, String usage) {
        if (Single.primary(argument) instanceof TextContext text) {
            return LiteralBuilder.unquoted(text.TEXT().getSymbol());
        }
        String word = Unquoted.word(Single.primary(argument));
        throw Refusal.suggesting(
                argument, function + " takes text in quotes", usage, word == null ? null : Words.quoted(word));
    }
}
