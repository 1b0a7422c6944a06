package dev.millrace.segment.rule;

import dev.millrace.segment.rule.SegmentLanguageParser.ArgumentContext;
import dev.millrace.segment.rule.SegmentLanguageParser.CallContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FieldContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Makes values that are written as a function with arguments. */
final class CallBuilder {

    private static final String REORDER_INTERVAL = "population.reorder_interval";
    private static final List<String> AGGREGATES =
            Arrays.stream(Operand.Function.values()).map(Operand.Function::word).toList();
    private static final List<String> FUNCTIONS = Stream.concat(
                    AGGREGATES.stream(),
                    Stream.of(
                            "age",
                            "years",
                            "anniversary",
                            "date",
                            "default",
                            "distance",
                            "percentile",
                            "quintile",
                            "coupon",
                            "expected_orders",
                            "list",
                            "tag",
                            "in",
                            "event",
                            "some"))
            .toList();

    private final TreeBuilder tree;
    private final AggregateBuilder aggregates;

    CallBuilder(TreeBuilder tree) {
        this.tree = tree;
        this.aggregates = new AggregateBuilder(tree);
    }

    Operand call(CallContext context, Surroundings around) {
        String function = name(context);
        if (!FUNCTIONS.contains(function) && !function.equals(REORDER_INTERVAL)) {
            throw unknown(context, function);
        }
        if (around.isFilter()) {
            throw FieldBuilder.notInFilter(context, around);
        }
        if (AGGREGATES.contains(function)) {
            return aggregates.aggregate(context, Operand.Function.values()[AGGREGATES.indexOf(function)], around);
        }
        return switch (function) {
            case "age" -> age(context, around);
            case "years" -> new Operand.Years(date(context, function, "years(trait.birthday)", around));
            case "anniversary" ->
                new Operand.Anniversary(date(context, function, "anniversary(trait.birthday)", around));
            case "date" -> day(context);
            case "default" -> otherwise(context, around);
            case "distance" -> distance(context, around);
            case "percentile" -> rank(context, Operand.Rank.Kind.PERCENTILE, around);
            case "quintile" -> rank(context, Operand.Rank.Kind.QUINTILE, around);
            case "coupon" -> figure(context, Type.TEXT, "coupon(\"welcome\")", around);
            case "expected_orders" -> figure(context, Type.DURATION, "expected_orders(90d)", around);
            case REORDER_INTERVAL -> figure(context, Type.TEXT, REORDER_INTERVAL + "(\"shoes\")", around);
            case "list" ->
                new Operand.NamedList(Arguments.text(context, context.argument(), function, "list(\"remote\")"));
            default -> throw OperandBuilder.noValue(context);
        };
    }

    private static String name(CallContext context) {
        String path = FieldBuilder.path(context.word());
        return path.isEmpty() ? context.NAME().getText() : context.NAME().getText() + "." + path;
    }

    private RefusedExpression unknown(CallContext context, String function) {
        if (tree.dictionary().find(Field.Scope.FIGURE, function).isPresent()) {
            return Refusal.at(context, function + " takes nothing in brackets", function);
        }
        return Refusal.unknown(context.start, "unknown function", function, FUNCTIONS);
    }

    private Operand age(CallContext context, Surroundings around) {
        String usage = "an instant such as last(order_completed)";
        ConditionContext argument =
                Arguments.plain(context, context.argument(), "age", 1, usage).get(0);
        if (Single.primary(argument) instanceof FieldContext field
                && field.word().isEmpty()) {
            throw Refusal.at(
                    argument,
                    "age is the time since an instant",
                    "an instant such as last(" + Refusal.textOf(argument) + ")");
        }
        Operand instant = tree.operands().value(argument, around);
        if (instant.type() == Type.DATE) {
            throw Refusal.at(argument, "age is the time since an instant", "years(" + Refusal.textOf(argument) + ")");
        }
        if (!TypeRules.is(instant.type(), Type.INSTANT) || Motion.grows(instant)) {
            throw Refusal.at(argument, "age is the time since an instant", usage);
        }
        return new Operand.Age(Meant.as(Type.INSTANT, instant));
    }

    private Operand date(CallContext context, String function, String usage, Surroundings around) {
        ConditionContext argument =
                Arguments.plain(context, context.argument(), function, 1, usage).get(0);
        Operand date = tree.operands().value(argument, around);
        if (Operand.resolved(date) instanceof Operand.DateLiteral) {
            throw Refusal.at(argument, function + " takes a date of the customer", usage);
        }
        boolean fits = date.type() == Type.DATE || TypeRules.is(date.type(), Type.INSTANT);
        if (!fits || Motion.grows(date)) {
            throw Refusal.at(
                    argument, function + " takes a date, found " + date.type().phrase(), usage);
        }
        return date;
    }

    private static Operand day(CallContext context) {
        String usage = "date(" + DateText.EXAMPLE + ")";
        ConditionContext argument =
                Arguments.plain(context, context.argument(), "date", 1, usage).get(0);
        String bare = DateText.meant(Refusal.textOf(argument));
        if (bare != null) {
            throw Refusal.suggesting(argument, "date takes text in quotes", usage, Words.quoted(bare));
        }
        return LiteralBuilder.date(context, Arguments.text(argument, "date", usage));
    }

    private Operand otherwise(CallContext context, Surroundings around) {
        List<ConditionContext> arguments =
                Arguments.plain(context, context.argument(), "default", 2, "default(population.reorder_interval, 60d)");
        Operand value = tree.operands().value(arguments.get(0), around);
        Operand otherwise = tree.operands().value(arguments.get(1), around);
        if (!TypeRules.areComparable(value.type(), otherwise.type())) {
            throw Refusal.at(
                    arguments.get(1),
                    otherwise.type().phrase() + " can't stand in for "
                            + value.type().phrase(),
                    value.type().phrase());
        }
        return new Operand.Default(Meant.beside(otherwise, value), Meant.beside(value, otherwise));
    }

    private Operand distance(CallContext context, Surroundings around) {
        String usage = "distance(trait.location, stores)";
        List<ConditionContext> arguments = Arguments.plain(context, context.argument(), "distance", 2, usage);
        Operand place = tree.operands().value(arguments.get(0), around);
        if (!(place instanceof Operand.TraitField) || !TypeRules.is(place.type(), Type.PLACE)) {
            throw Refusal.at(
                    arguments.get(0),
                    "distance is measured from a place among the traits, found "
                            + place.type().phrase(),
                    usage);
        }
        if (!Refusal.textOf(arguments.get(1)).equals("stores")) {
            throw Refusal.unknown(
                    arguments.get(1).start,
                    "distances are known only to the stores",
                    Refusal.textOf(arguments.get(1)),
                    List.of("stores"));
        }
        return new Operand.Distance(Meant.as(Type.PLACE, place));
    }

    private Operand rank(CallContext context, Operand.Rank.Kind kind, Surroundings around) {
        String usage = kind.word() + "(sum(order_completed.total), of: \"buyers\")";
        List<ArgumentContext> arguments = context.argument();
        if (arguments.isEmpty() || arguments.size() > 2 || arguments.get(0).label != null) {
            throw Refusal.at(context, kind.word() + " takes a value, and may name a segment", usage);
        }
        ConditionContext argument = arguments.get(0).condition();
        Operand value = tree.operands().value(argument, around);
        if (!TypeRules.isNumeric(value.type()) && !TypeRules.is(value.type(), Type.DURATION)) {
            throw Refusal.at(argument, value.type().phrase() + " has no rank", "a number, money or a duration");
        }
        if (Motion.moves(value)) {
            throw Refusal.at(argument, "a value that changes by itself has no rank", "a value that stands still");
        }
        return new Operand.Rank(kind, value, arguments.size() == 1 ? null : members(arguments.get(1), usage));
    }

    private static String members(ArgumentContext argument, String usage) {
        if (argument.label == null) {
            throw Refusal.at(argument, "the segment has the label of:", usage);
        }
        if (!argument.label.getText().equals("of")) {
            throw Refusal.unknown(argument.label, "unknown argument", argument.label.getText(), List.of("of"));
        }
        return ConditionBuilder.segmentId(Arguments.text(argument.condition(), "of:", usage), argument.condition());
    }

    private Operand figure(CallContext context, Type wanted, String usage, Surroundings around) {
        String name = name(context);
        ConditionContext place =
                Arguments.plain(context, context.argument(), name, 1, usage).get(0);
        if (wanted == Type.TEXT && Single.primary(place) instanceof FieldContext) {
            String word = Unquoted.word(Single.primary(place));
            throw Refusal.suggesting(
                    place,
                    name + " takes text in quotes or a $parameter",
                    usage,
                    word == null ? null : Words.quoted(word));
        }
        Operand argument = tree.operands().value(place, around);
        Operand plain = Operand.resolved(argument);
        boolean fits = wanted == Type.TEXT
                ? plain instanceof Operand.TextLiteral
                : plain instanceof Operand.DurationLiteral it
                        && !it.duration().isNegative()
                        && !it.duration().isZero();
        if (!fits) {
            throw Refusal.at(place, name + " takes " + wanted.phrase() + " or a $parameter", usage);
        }
        return new Operand.Figure(name, argument, tree.fields().figureType(name));
    }
}
