package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FieldContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PrimaryContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SumContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** A word that stands where text does, but has no quotes: {@code trait.country = DE}. */
final class Unquoted {

    private static final Set<String> NOTHING = Set.of("null", "nil", "undefined");

    private final TreeBuilder tree;
    private final Surroundings around;

    Unquoted(TreeBuilder tree, Surroundings around) {
        this.tree = tree;
        this.around = around;
    }

    /** Refuses the word beside a value that is text or may be; in a filter, where it could be a property, it warns. */
    void require(Operand beside, SumContext place) {
        check(beside, place, Single.primary(place), around.isFilter());
    }

    /** In a list no property can stand. */
    void requireInList(Operand beside, ConditionContext place) {
        check(beside, place, Single.primary(place), false);
    }

    /** The word for nothing, which other languages have: {@code null}. */
    static boolean isNothing(SumContext place) {
        String word = word(Single.primary(place));
        return word != null && NOTHING.contains(word.toLowerCase(Locale.ROOT));
    }

    private void check(Operand beside, ParserRuleContext place, @Nullable PrimaryContext primary, boolean mayBeField) {
        String word = word(primary);
        if (word == null || !TypeRules.is(beside.type(), Type.TEXT) || isKnown(word)) {
            return;
        }
        String quoted = Words.quoted(word);
        if (!mayBeField) {
            throw Refusal.suggesting(place, "text stands in quotes", quoted, quoted);
        }
        if (beside.type() == Type.TEXT) {
            tree.warn(Refusal.suggesting(place, "text stands in quotes", quoted, quoted)
                    .error());
        }
    }

    private boolean isKnown(String word) {
        FieldDictionary known = tree.dictionary();
        String event = around.event();
        return event != null
                ? known.ofEvent(event, word).isPresent()
                : known.phrase(word).isPresent()
                        || List.of(Field.Scope.FIGURE, Field.Scope.TRAIT, Field.Scope.PROPERTY).stream()
                                .anyMatch(scope -> known.find(scope, word).isPresent());
    }

    static @Nullable String word(@Nullable PrimaryContext primary) {
        return primary instanceof FieldContext field
                        && field.word().isEmpty()
                        && field.part().isEmpty()
                        && field.source().name() != null
                        && field.source().name().QUOTED_NAME() == null
                ? field.source().name().getText()
                : null;
    }
}
