package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.evaluation.OracleEvents.Seen;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Operand.Aggregate;
import dev.millrace.segment.rule.Operand.EventField;
import dev.millrace.segment.rule.Type;
import dev.millrace.segment.rule.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is made of many events: choose by window, product and filter, then count, add, pick. */
final class OracleAggregates {

    /** An event that an aggregate sees, and those of its lines that it sees. */
    private record Chosen(Seen event, List<JsonNode> lines) {}

    private final OracleEvents events;
    private final OracleValues values;
    private final MathContext division;

    OracleAggregates(OracleEvents events, OracleValues values, MathContext division) {
        this.division = division;
        this.events = events;
        this.values = values;
    }

    Optional<Object> of(Aggregate aggregate, Instant now, @Nullable Only only) {
        Optional<Moment> after = after(aggregate.window(), now, only);
        if (after.isEmpty()) {
            return Optional.empty();
        }
        List<Chosen> chosen = events.named(aggregate.event(), now).stream()
                .filter(event ->
                        Moment.of(event.at()).millis().compareTo(after.get().millis()) > 0)
                .flatMap(event -> chosen(event, aggregate.filter(), only).stream())
                .toList();
        EventField property = aggregate.property();
        if (property == null) {
            return ofEvents(aggregate.function(), chosen);
        }
        return ofValues(aggregate.function(), inOrder(chosen, property));
    }

    /** What was told, in the order of time; at the same instant the smaller text first. */
    private static List<Object> inOrder(List<Chosen> chosen, EventField property) {
        Map<Instant, List<Object>> byTime = new TreeMap<>();
        chosen.forEach(it ->
                byTime.computeIfAbsent(it.event().at(), at -> new ArrayList<>()).addAll(told(it, property)));
        byTime.values().forEach(told -> told.sort(Comparator.comparing(Told::asTold)));
        return byTime.values().stream().flatMap(List::stream).toList();
    }

    /** The instant that events must be younger than; empty is unknown. */
    private Optional<Moment> after(@Nullable Window window, Instant now, @Nullable Only only) {
        if (window == null) {
            return Optional.of(Moment.of(Instant.ofEpochMilli(Long.MIN_VALUE)));
        }
        if (window instanceof Window.Sliding sliding) {
            return values.of(sliding.length(), now, only)
                    .map(length -> Moment.of(now).plus(((Span) length).negated()));
        }
        return values.of(((Window.Since) window).instant(), now, only).flatMap(OracleDates::instant);
    }

    private static Optional<Chosen> chosen(Seen event, @Nullable Expression filter, @Nullable Only only) {
        if (only != null && !event.names(only)) {
            return Optional.empty();
        }
        List<JsonNode> lines = only == null ? event.lines() : event.linesOf(only);
        if (filter == null) {
            return Optional.of(new Chosen(event, lines));
        }
        if (!OracleFilter.asksForLines(filter)) {
            return OracleFilter.holds(filter, event, null) ? Optional.of(new Chosen(event, lines)) : Optional.empty();
        }
        List<JsonNode> fitting = lines.stream()
                .filter(line -> OracleFilter.holds(filter, event, line))
                .toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(new Chosen(event, fitting));
    }

    private static List<Object> told(Chosen chosen, EventField property) {
        Stream<Optional<Object>> told = property.ofLine()
                ? chosen.lines().stream().map(line -> OracleEvents.ofLine(line, property.path()))
                : Stream.of(chosen.event().value(property.path()));
        boolean isNumber = property.type() == Type.NUMBER || property.type() == Type.MONEY;
        return told.flatMap(Optional::stream)
                .flatMap(value -> isNumber ? Told.number(value).stream() : Stream.of(value))
                .map(Object.class::cast)
                .toList();
    }

    private static Optional<Object> ofEvents(Operand.Function function, List<Chosen> chosen) {
        return switch (function) {
            case COUNT -> Optional.of(BigDecimal.valueOf(chosen.size()));
            case FIRST ->
                chosen.stream().findFirst().map(it -> Moment.of(it.event().at()));
            case LAST ->
                chosen.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Moment.of(chosen.get(chosen.size() - 1).event().at()));
            default -> throw new IllegalArgumentException(function.word() + " needs a property");
        };
    }

    private Optional<Object> ofValues(Operand.Function function, List<Object> told) {
        List<BigDecimal> numbers =
                told.stream().flatMap(value -> Told.number(value).stream()).toList();
        BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return switch (function) {
            case COUNT -> Optional.of(BigDecimal.valueOf(told.size()));
            case SUM -> Optional.of(sum);
            case AVG ->
                numbers.isEmpty()
                        ? Optional.empty()
                        : Optional.of(sum.divide(BigDecimal.valueOf(numbers.size()), division));
            case MIN -> numbers.stream().min(Comparator.naturalOrder()).map(Object.class::cast);
            case MAX -> numbers.stream().max(Comparator.naturalOrder()).map(Object.class::cast);
            case FIRST -> told.stream().findFirst();
            case LAST -> told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
            case DISTINCT ->
                Optional.of(BigDecimal.valueOf(
                        told.stream().map(Told::plain).distinct().count()));
        };
    }
}
