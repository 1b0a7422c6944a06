package dev.millrace.trigger.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.trigger.flow.Simulations.Journeyed;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Simulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign would do, step by step.
 *
 * @param summary how many customers each thing would happen to
 */
record SimulationView(String campaign, int version, Instant at, List<JourneyView> journeys, List<CountView> summary) {

    /**
     * One customer's journey.
     *
     * @param obstacle why it would not start now; the steps tell how it would go if it did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JourneyView(String customer, boolean known, @Nullable String obstacle, List<StepView> steps) {}

    /**
     * Something that would be decided.
     *
     * @param template and subject, of a message
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepView(
            Instant at,
            String step,
            String outcome,
            @Nullable String reason,
            @Nullable String template,
            @Nullable String subject,
            Map<String, String> inputs) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CountView(String step, String outcome, @Nullable String reason, int customers) {}

    static SimulationView of(String campaign, int version, Instant at, List<Journeyed> journeys) {
        List<JourneyView> views = journeys.stream()
                .map(one -> new JourneyView(
                        one.customer(),
                        one.known(),
                        one.obstacle(),
                        one.lines().stream().map(SimulationView::step).toList()))
                .toList();
        return new SimulationView(campaign, version, at, views, summary(views));
    }

    private static StepView step(Simulation.Line line) {
        Effect.@Nullable Send send = line.effect() instanceof Effect.Send one ? one : null;
        return new StepView(
                line.at(),
                line.step(),
                line.outcome(),
                line.reason(),
                send == null ? null : send.request().template(),
                send == null ? null : send.request().subject(),
                line.inputs());
    }

    private static List<CountView> summary(List<JourneyView> journeys) {
        Map<List<@Nullable String>, Integer> counts = new LinkedHashMap<>();
        for (JourneyView journey : journeys) {
            journey.steps().stream()
                    .map(step -> {
                        List<@Nullable String> key = new ArrayList<>();
                        key.add(step.step());
                        key.add(step.outcome());
                        key.add(step.reason());
                        return key;
                    })
                    .distinct()
                    .forEach(key -> counts.merge(key, 1, Integer::sum));
        }
        List<CountView> views = new ArrayList<>();
        counts.forEach((key, count) ->
                views.add(new CountView(String.valueOf(key.get(0)), String.valueOf(key.get(1)), key.get(2), count)));
        return views;
    }
}
