package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.GroupContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SumContext;
import java.util.ArrayList;
import java.util.List;

/** Makes what stands behind {@code in}: a list in brackets, or one that the shop's settings name. */
final class ListBuilder {

    private static final String EXPECTED = "a list such as (\"DE\", \"AT\") or list(\"remote\")";

    private final TreeBuilder tree;

    ListBuilder(TreeBuilder tree) {
        this.tree = tree;
    }

    Operand list(Operand value, SumContext valuePlace, SumContext context, Surroundings around) {
        if (!isPlain(value.type()) || Motion.moves(value)) {
            throw Refusal.at(
                    valuePlace, "a list never has " + value.type().phrase() + " in it", "a number or text before in");
        }
        if (Single.primary(context) instanceof GroupContext group) {
            return literal(value, group, around);
        }
        Operand list = tree.operands().sum(context, around);
        if (list instanceof Operand.NamedList) {
            return list;
        }
        throw Refusal.at(context, "a list was expected, found " + list.type().phrase(), EXPECTED);
    }

    private Operand literal(Operand value, GroupContext context, Surroundings around) {
        List<Operand> elements = new ArrayList<>();
        for (ConditionContext place : context.condition()) {
            new Unquoted(tree, around).requireInList(value, place);
            Operand element = tree.operands().value(place, around);
            Operand plain = Operand.resolved(element);
            if (!(plain instanceof Operand.NumberLiteral || plain instanceof Operand.TextLiteral)) {
                throw Refusal.at(place, "a list has plain values", "a number, text in quotes, or a $parameter");
            }
            if (!TypeRules.areComparable(value.type(), element.type())) {
                throw Refusal.at(
                        place,
                        value.type().phrase() + " can't be compared with "
                                + element.type().phrase(),
                        value.type().phrase());
            }
            new AllowedValues(tree.dictionary(), around).require(value, element, place);
            elements.add(element);
        }
        return new Operand.ListLiteral(elements);
    }

    private static boolean isPlain(Type type) {
        return TypeRules.isNumeric(type) || TypeRules.is(type, Type.TEXT);
    }
}
