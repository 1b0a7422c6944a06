package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.FieldContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FilterContext;
import dev.millrace.segment.rule.SegmentLanguageParser.NameContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PartContext;
import dev.millrace.segment.rule.SegmentLanguageParser.WordContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Makes fields: of the customer and the shop outside of filters, of the event inside of them. */
final class FieldBuilder {

    private static final List<String> ROOTS = List.of("trait", "consent", "cart", "rfm", "population", "shop");
    private static final List<String> ALONE = List.of("p_alive", "customer_value", "jurisdiction");
    private static final List<String> CHANNELS = List.of("email", "sms", "push");
    private static final List<String> PARTS = Arrays.stream(Operand.CartField.Part.values())
            .map(Operand.CartField.Part::word)
            .toList();

    private final TreeBuilder tree;

    FieldBuilder(TreeBuilder tree) {
        this.tree = tree;
    }

    static boolean isRoot(String name) {
        return ROOTS.contains(name);
    }

    Operand field(FieldContext context, Surroundings around) {
        if (!context.part().isEmpty()) {
            throw misplaced(context.part(0), Refusal.textOf(context.source()));
        }
        if (context.source().name() == null) {
            throw noValue(context, Refusal.textOf(context));
        }
        String root = plain(context.source().name());
        String path = path(context.word());
        if (around.event() != null) {
            if (isRoot(root) && !path.isEmpty() && context.source().name().QUOTED_NAME() == null) {
                throw notInFilter(context, around);
            }
            return property(around.event(), path.isEmpty() ? root : root + "." + path, context.start);
        }
        if (path.isEmpty()) {
            return alone(context, root);
        }
        Token place = context.word(0).start;
        return switch (root) {
            case "trait" -> trait(path, place);
            case "consent" ->
                new Operand.ConsentField(oneOf(CHANNELS, path, place, "nobody can be reached by this channel"));
            case "cart" ->
                new Operand.CartField(
                        Operand.CartField.Part.values()[
                                PARTS.indexOf(oneOf(PARTS, path, place, "a cart has no such part"))]);
            case "rfm", "population" -> figure(root, path, place);
            case "shop" -> new Operand.Figure("shop." + path, null, figureType("shop." + path));
            default -> throw unknownRoot(context, root);
        };
    }

    /** A property of an event; a warning if none of this name is known. */
    Operand.EventField property(String event, String path, Token place) {
        Optional<Field> known = tree.dictionary().ofEvent(event, path);
        String ofLine = tree.dictionary().onlyOnLines(event, path);
        if (ofLine != null) {
            tree.warn(Refusal.suggesting(place, path, event + " has this on its lines", ofLine, ofLine)
                    .error());
        } else if (!tree.dictionary().knows(FieldDictionary.scopeOf(event, path), path)) {
            List<String> names = tree.dictionary().names(FieldDictionary.scopeOf(event, path));
            tree.warn(place, "no property of this name is known", path, "a property of " + event, names);
        }
        return new Operand.EventField(path, known.map(Field::type).orElse(Type.ANY));
    }

    Type figureType(String name) {
        return tree.dictionary().find(Field.Scope.FIGURE, name).map(Field::type).orElse(Type.ANY);
    }

    private Operand trait(String name, Token place) {
        Optional<Field> known = tree.dictionary().find(Field.Scope.TRAIT, name);
        if (!tree.dictionary().knows(Field.Scope.TRAIT, name)) {
            List<String> names = tree.dictionary().names(Field.Scope.TRAIT);
            tree.warn(place, "no trait of this name is known", name, "a trait", names);
        }
        return new Operand.TraitField(name, known.map(Field::type).orElse(Type.ANY));
    }

    private Operand figure(String root, String path, Token place) {
        List<String> names = tree.dictionary().names(Field.Scope.FIGURE).stream()
                .filter(it -> it.startsWith(root + "."))
                .map(it -> it.substring(root.length() + 1))
                .toList();
        String name = root + "." + oneOf(names, path, place, root + " has no such figure");
        return new Operand.Figure(name, null, figureType(name));
    }

    private static String oneOf(List<String> names, String name, Token place, String message) {
        if (!names.contains(name)) {
            throw Refusal.unknown(place, message, name, names);
        }
        return name;
    }

    private Operand alone(FieldContext context, String name) {
        if (ALONE.contains(name)) {
            return new Operand.Figure(name, null, figureType(name));
        }
        if (tree.dictionary().phrase(name).isPresent()) {
            throw noValue(context, name);
        }
        if (tree.dictionary().find(Field.Scope.FIGURE, name).isPresent()) {
            throw Refusal.at(
                    context,
                    name + " needs a value in brackets",
                    name.equals("coupon") ? "coupon(\"welcome\")" : "expected_orders(90d)");
        }
        if (tree.dictionary().find(Field.Scope.TRAIT, name).isPresent()) {
            Token place = context.start;
            throw new RefusedExpression(new ExpressionError(
                    place.getLine(),
                    place.getCharPositionInLine() + 1,
                    "unknown name",
                    name,
                    "trait." + name,
                    "trait." + name));
        }
        if (tree.dictionary().find(Field.Scope.PROPERTY, name).isPresent()) {
            throw onlyInFilter(context, "product_viewed");
        }
        throw new RefusedExpression(Refusal.error(
                context.start,
                "unknown name",
                name,
                Refusal.oneOf(ALONE) + ", or a field such as trait.country or cart.count",
                Stream.of(ALONE, ROOTS, tree.dictionary().events())
                        .flatMap(List::stream)
                        .toList()));
    }

    private RefusedExpression unknownRoot(FieldContext context, String root) {
        if (root.equals("items") || root.equals("context")) {
            return onlyInFilter(context, "order_completed");
        }
        return tree.dictionary().phrase(root).isPresent()
                ? Refusal.at(context, "an event is no value", "last(" + Refusal.textOf(context) + ")")
                : Refusal.unknown(context.start, "unknown name", root, ROOTS);
    }

    private static RefusedExpression onlyInFilter(FieldContext context, String event) {
        return Refusal.at(
                context,
                "a property of an event stands only in a filter",
                "count(" + event + "{" + Refusal.textOf(context) + " = …}) >= 1");
    }

    private static RefusedExpression noValue(FieldContext context, String event) {
        return Refusal.at(context, "an event is no value", "count(" + event + ") or last(" + event + ")");
    }

    private static RefusedExpression misplaced(PartContext part, String event) {
        boolean filter = part instanceof FilterContext;
        return Refusal.at(
                part,
                (filter ? "a filter" : "a window") + " stands only behind an event in count, sum and their like",
                "count(" + (isRoot(event) ? "order_completed" : event) + Refusal.textOf(part) + ")");
    }

    static RefusedExpression notInFilter(ParserRuleContext context, Surroundings around) {
        return Refusal.at(
                context,
                "a filter asks only for properties of the event",
                "a property of " + around.event() + ", such as " + FieldDictionary.example(around.event())
                        + "; the rest stands outside of the braces");
    }

    static String path(List<WordContext> words) {
        return words.stream()
                .map(word -> word.name() == null ? word.getText() : plain(word.name()))
                .collect(Collectors.joining("."));
    }

    static String plain(NameContext name) {
        String text = name.getText();
        return name.QUOTED_NAME() == null ? text : text.substring(1, text.length() - 1);
    }
}
