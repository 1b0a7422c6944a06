package dev.millrace.segment.rule;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says a value. */
final class NounWords {

    private final FieldDictionary fields;
    private final @Nullable String event;
    private final EventWords events;

    /**
     * @param event whose filter is described; null outside of filters
     */
    NounWords(FieldDictionary fields, @Nullable String event) {
        this.fields = fields;
        this.event = event;
        this.events = new EventWords(fields, this);
    }

    boolean inFilter() {
        return event != null;
    }

    EventWords events() {
        return events;
    }

    /** {@code last completed an order}, {@code the cart was last changed}: what an age counts from, as a clause. */
    String happening(Operand instant) {
        if (instant instanceof Operand.Aggregate it && it.property() == null && it.type() == Type.INSTANT) {
            return events.did(it, it.function().word());
        }
        return instant.equals(new Operand.CartField(Operand.CartField.Part.UPDATED))
                ? "the cart was last changed"
                : noun(instant) + " was";
    }

    /** A field that is true or false, as what it stands for. */
    String flag(Operand operand, boolean holds) {
        if (operand instanceof Operand.EventField it && event != null) {
            Optional<Field> field = fields.ofEvent(event, it.path());
            if (field.isPresent()) {
                return (holds ? "it is " : "it is not ") + field.get().label();
            }
        }
        return noun(operand) + (holds ? " is true" : " is false");
    }

    /** In brackets if it has parts that could be taken for the parts of something else. */
    String enclosed(Operand operand) {
        boolean simple = operand.equals(Operand.resolved(operand))
                        && Tree.operands(operand).isEmpty()
                || operand instanceof Operand.Parameter;
        boolean bare = operand instanceof Operand.Aggregate it && it.filter() == null && it.window() == null;
        return simple || bare ? noun(operand) : "(" + noun(operand) + ")";
    }

    String noun(Operand operand) {
        if (operand instanceof Operand.Aggregate it) {
            return aggregate(it);
        }
        if (operand instanceof Operand.EventField it) {
            return property(event == null ? "" : event, it);
        }
        if (operand instanceof Operand.Arithmetic it) {
            return (isChain(it) ? noun(it.left()) : enclosed(it.left())) + sign(it.sign()) + enclosed(it.right());
        }
        if (operand instanceof Operand.Default it) {
            return enclosed(it.value()) + " (" + noun(it.otherwise()) + " while that is unknown)";
        }
        if (operand instanceof Operand.Age it) {
            return "the time since " + enclosed(it.instant());
        }
        if (operand instanceof Operand.Years it) {
            return "the number of full years since " + enclosed(it.date());
        }
        if (operand instanceof Operand.Anniversary it) {
            return "the anniversary of " + enclosed(it.date());
        }
        if (operand instanceof Operand.Distance it) {
            return "the distance from " + enclosed(it.place()) + " to the nearest store";
        }
        if (operand instanceof Operand.Rank it) {
            String among = it.of() == null ? "all with a value" : "the members of " + Words.quoted(it.of());
            return "the " + it.kind().word() + " among " + among + " of " + enclosed(it.value());
        }
        if (operand instanceof Operand.Figure it) {
            return figure(it);
        }
        return field(operand);
    }

    private String field(Operand operand) {
        if (operand instanceof Operand.TraitField it) {
            return fields.find(Field.Scope.TRAIT, it.name())
                    .map(known -> "the " + known.label())
                    .orElse("the trait " + Words.quoted(it.name()));
        }
        if (operand instanceof Operand.ConsentField it) {
            return "the " + label(Field.Scope.FIGURE, "consent." + it.channel(), it.channel() + " consent");
        }
        if (operand instanceof Operand.CartField it) {
            return "the "
                    + label(
                            Field.Scope.FIGURE,
                            "cart." + it.part().word(),
                            it.part().word());
        }
        if (operand instanceof Operand.NamedList it) {
            return "the list " + Words.quoted(it.name());
        }
        if (operand instanceof Operand.ListLiteral it) {
            return it.elements().stream().map(this::noun).collect(Collectors.joining(", ", "(", ")"));
        }
        return LiteralWords.of(Operand.resolved(operand));
    }

    private String figure(Operand.Figure figure) {
        if (figure.name().startsWith("shop.")) {
            return "the shop's " + Words.quoted(figure.name().substring("shop.".length()));
        }
        String label = "the " + label(Field.Scope.FIGURE, figure.name(), figure.name());
        if (figure.argument() == null) {
            return label;
        }
        boolean time = figure.argument().type() == Type.DURATION;
        String argument = noun(figure.argument());
        if (figure.name().startsWith("population.")) {
            return label + " of " + argument;
        }
        return label + (time ? " in the next " + LiteralWords.onlyOne(argument) : " " + argument);
    }

    private String aggregate(Operand.Aggregate it) {
        if (it.property() == null) {
            return switch (it.function()) {
                case FIRST, LAST -> "the " + it.function().word() + " time " + events.theyDid(it, "");
                default -> "the number of times " + events.theyDid(it, "");
            };
        }
        String property = property(it.event(), it.property());
        String whenever = " whenever " + events.theyDid(it, "");
        return switch (it.function()) {
            case SUM -> "the sum of " + property + whenever;
            case AVG -> "the average " + property + whenever;
            case MIN -> "the smallest " + property + whenever;
            case MAX -> "the largest " + property + whenever;
            case DISTINCT, COUNT -> "the number of different values of " + property + whenever;
            case FIRST, LAST ->
                "the " + property + " when " + events.theyDid(it, it.function().word());
        };
    }

    private String property(String of, Operand.EventField property) {
        return fields.ofEvent(of, property.path()).map(Field::label).orElse(Words.quoted(property.path()));
    }

    private String label(Field.Scope scope, String name, String otherwise) {
        return fields.find(scope, name).map(Field::label).orElse(otherwise);
    }

    /** Sums of sums and products of products need no brackets. */
    private static boolean isChain(Operand.Arithmetic it) {
        boolean free = it.sign() == Operand.Arithmetic.Sign.PLUS || it.sign() == Operand.Arithmetic.Sign.TIMES;
        return free && it.left() instanceof Operand.Arithmetic inner && inner.sign() == it.sign();
    }

    private static String sign(Operand.Arithmetic.Sign sign) {
        return switch (sign) {
            case PLUS -> " plus ";
            case MINUS -> " minus ";
            case TIMES -> " times ";
            case OVER -> " divided by ";
        };
    }
}
