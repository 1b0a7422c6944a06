package dev.millrace.trigger.page;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.DurationText;
import dev.millrace.trigger.campaign.WatchedEvent;
import dev.millrace.trigger.flow.Simulations;
import dev.millrace.trigger.flow.Simulations.Happening;
import dev.millrace.trigger.journey.CampaignVersion;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was typed into the form of the page, as it was typed. */
public record SimulationForm(
        @QueryParam("customer") @DefaultValue("") String customer,
        @QueryParam("segment") @DefaultValue("") String segment,
        @QueryParam("sample") @DefaultValue("20") int sample,
        @QueryParam("happens") @DefaultValue("") String happens) {

    private static final int MOST_CUSTOMERS = 100;
    private static final int MOST_LINES = 50;
    private static final String A_LINE = "expected lines such as \"2h event Order Completed\" or \"1d exited leads\"";

    /** Something that can't be tried; the message is for people. */
    static final class Mistake extends RuntimeException {

        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }

    public SimulationForm {
        customer = customer.strip();
        segment = segment.strip();
    }

    CustomerId customerId() {
        try {
            return CustomerId.of(customer);
        } catch (IllegalArgumentException e) {
            throw new Mistake("The customer is \"" + customer + "\"; expected an id such as user:anna.");
        }
    }

    @Override
    public int sample() {
        return Math.max(1, Math.min(sample, MOST_CUSTOMERS));
    }

    /** In the order of time. */
    List<Happening> happens(CampaignVersion version) {
        List<Happening> happenings = new ArrayList<>();
        List<String> lines = happens.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() > MOST_LINES) {
            throw new Mistake("Found " + lines.size() + " lines of what happens; expected at most " + MOST_LINES + ".");
        }
        lines.forEach(line -> happenings.addAll(happenings(line, version)));
        happenings.sort(Comparator.comparing(Happening::after));
        return happenings;
    }

    private static List<Happening> happenings(String line, CampaignVersion version) {
        String[] words = line.split("\\s+", 3);
        if (words.length < 3) {
            throw new Mistake("Found \"" + line + "\"; " + A_LINE + ".");
        }
        Duration after =
                DurationText.parse(words[0]).orElseThrow(() -> new Mistake("Found \"" + line + "\"; " + A_LINE + "."));
        return switch (words[1]) {
            case "entered" -> List.of(new Happening(after, new Awaited.Entered(segment(words[2]))));
            case "exited" -> List.of(new Happening(after, new Awaited.Exited(segment(words[2]))));
            case "event" -> events(version, after, words[2]);
            default -> throw new Mistake("Found \"" + line + "\"; " + A_LINE + ".");
        };
    }

    private static String segment(String id) {
        try {
            SegmentDefinition.requireId(id);
            return id;
        } catch (IllegalArgumentException e) {
            throw new Mistake("\"" + id + "\" is no segment.");
        }
    }

    private static List<Happening> events(CampaignVersion version, Duration after, String event) {
        List<Happening> happenings = Simulations.happenings(version, after, event);
        if (happenings.isEmpty()) {
            throw new Mistake("The campaign does not listen for \"" + event + "\"; it listens for "
                    + version.events().stream()
                            .map(WatchedEvent::name)
                            .distinct()
                            .toList() + ".");
        }
        return happenings;
    }
}
