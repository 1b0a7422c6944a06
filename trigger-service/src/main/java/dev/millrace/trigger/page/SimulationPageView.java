package dev.millrace.trigger.page;

import dev.millrace.trigger.flow.Simulations.Journeyed;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Simulation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything on the page of a simulation, as it is written there; public because templates reach only what is.
 *
 * @param journeys none before somebody is named
 * @param problem why nothing was tried
 */
public record SimulationPageView(
        CampaignVersion version, SimulationForm form, List<Journeyed> journeys, @Nullable String problem, Instant now) {

    /** Something that would be decided. */
    public record Row(String at, String step, String what, String inputs) {}

    public SimulationPageView {
        journeys = List.copyOf(journeys);
    }

    public String id() {
        return version.campaign().id();
    }

    public String name() {
        return version.campaign().name();
    }

    public String asOf() {
        return time(now);
    }

    public StepsPicture picture() {
        Map<String, Map<String, Long>> byStep = new LinkedHashMap<>();
        Map<String, Long> ways = new HashMap<>();
        for (Journeyed journey : journeys) {
            journey.lines().stream()
                    .filter(line -> !isWay(line))
                    .collect(Collectors.groupingBy(
                            Simulation.Line::step, Collectors.mapping(SimulationPageView::what, Collectors.toSet())))
                    .forEach((step, whats) -> whats.forEach(what ->
                            byStep.computeIfAbsent(step, any -> new TreeMap<>()).merge(what, 1L, Long::sum)));
            journey.lines().stream()
                    .filter(SimulationPageView::isWay)
                    .forEach(line -> ways.merge(line.step() + "." + line.reason(), 1L, Long::sum));
        }
        Map<String, String> notes = new HashMap<>();
        byStep.forEach((step, whats) -> notes.put(step, note(whats)));
        return StepsPicture.of(version.campaign(), notes, ways);
    }

    /** What most of them would get comes first. */
    private String note(Map<String, Long> whats) {
        return whats.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(what -> what.getKey() + (journeys.size() == 1 ? "" : " " + what.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static boolean isWay(Simulation.Line line) {
        return line.outcome().equals("branched");
    }

    private static String what(Simulation.Line line) {
        return line.outcome() + (line.reason() == null ? "" : " " + line.reason());
    }

    public List<Row> rows(Journeyed journey) {
        return journey.lines().stream()
                .map(line -> new Row(time(line.at()), line.step(), told(line), inputs(line)))
                .toList();
    }

    private static String told(Simulation.Line line) {
        String template =
                line.effect() instanceof Effect.Send send ? " " + send.request().template() : "";
        return what(line) + template;
    }

    private static String inputs(Simulation.Line line) {
        return new TreeMap<>(line.inputs())
                .entrySet().stream()
                        .map(input -> input.getKey() + " " + input.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Why it would not start now; empty if it would. */
    public String obstacle(Journeyed journey) {
        String obstacle = journey.obstacle();
        return obstacle == null ? "" : obstacle;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
