package dev.millrace.trigger.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.SendPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message each morning, walked from one waking to the next over the days on which clocks and calendars do odd things. */
class LocalTimeJourneyTest {

    private static final int MORNINGS = 5;
    private static final Duration SETTLE = Duration.ofMillis(500);

    private final Journey journey = new Journey(
            new SendPolicy(Duration.ofSeconds(5)),
            new AskAgain(SETTLE, Duration.ofMillis(250), Duration.ofSeconds(5)),
            false);

    @ParameterizedTest(name = "{0} in {1} from {2}")
    @CsvSource({
        "10:00, Europe/Berlin,      2026-03-27T12:00:00Z",
        "02:30, Europe/Berlin,      2026-03-27T12:00:00Z",
        "10:00, Europe/Berlin,      2026-10-23T12:00:00Z",
        "02:30, Europe/Berlin,      2026-10-23T12:00:00Z",
        "00:00, America/Sao_Paulo,  2018-11-02T12:00:00Z",
        "10:00, America/New_York,   2026-03-06T12:00:00Z",
        "10:00, Australia/Sydney,   2026-04-03T12:00:00Z",
        "02:00, Australia/Lord_Howe, 2026-10-02T12:00:00Z",
        "10:00, Etc/GMT-14,         2026-03-02T12:00:00Z",
        "23:59, Etc/GMT+12,         2026-03-02T12:00:00Z",
        "10:00, Pacific/Kiritimati, 2028-02-27T12:00:00Z",
        "10:00, UTC,                2028-02-27T12:00:00Z",
        "10:00, UTC,                2027-02-27T12:00:00Z",
    })
    void should_send_once_each_morning(LocalTime time, ZoneId zone, Instant begin) {
        List<Instant> sent = walk(campaign(time), zone, begin);

        LocalDate first = begin.atZone(zone).toLocalTime().isBefore(time)
                ? begin.atZone(zone).toLocalDate()
                : begin.atZone(zone).toLocalDate().plusDays(1);
        List<LocalDate> mornings = first.datesUntil(first.plusDays(MORNINGS)).toList();
        assertThat(sent)
                .extracting(it -> it.minus(SETTLE).atZone(zone).toLocalDate())
                .isEqualTo(mornings);
        // where a change of the clock leaves the time out, it comes as much later as is left out
        assertThat(sent)
                .extracting(it -> it.minus(SETTLE))
                .isEqualTo(mornings.stream()
                        .map(day -> ZonedDateTime.of(day, time, zone).toInstant())
                        .toList());
    }

    private List<Instant> walk(CampaignVersion version, ZoneId zone, Instant begin) {
        SegmentTransition entered = new SegmentTransition(
                "t1",
                Kind.ENTERED,
                CustomerId.user("1"),
                "1",
                "awake",
                1,
                begin,
                begin,
                Cause.EVENT,
                null,
                1,
                List.of());
        Enrolment at = ((Start.Enrolled) journey.start(version, entered, null, begin)).enrolment();
        List<Instant> sent = new ArrayList<>();
        Instant now = begin;
        while (at instanceof Enrolment.Live live) {
            now = live.wakeAt().isAfter(now) ? live.wakeAt() : now;
            Walk walk = journey.walk(version, live, known(zone, now), OnRecord.NONE, now);
            for (Effect effect : walk.effects()) {
                if (effect instanceof Effect.Send send) {
                    sent.add(send.request().requestedAt());
                }
            }
            assertThat(walk.next()).describedAs("it gets on").isNotEqualTo(at);
            at = walk.next();
        }
        return sent;
    }

    private static Knowledge known(ZoneId zone, Instant asOf) {
        ObjectNode traits = Json.object().put("email", "jo@shop.example").put("timezone", zone.getId());
        return new Knowledge.Customer(
                "user:1",
                1,
                asOf,
                traits,
                "subscribed",
                false,
                Set.of("awake"),
                Map.of(),
                Json.object(),
                Json.object());
    }

    private static CampaignVersion campaign(LocalTime time) {
        StringBuilder document =
                new StringBuilder("name: Mornings\nclass: transactional\nstart: {entered: awake}\nsteps:\n");
        for (int i = 0; i < MORNINGS; i++) {
            document.append("  - {wait: {until: \"").append(time).append("\"}}\n  - {send: {template: morning}}\n");
        }
        return new CampaignVersion(
                ((Reading.Accepted) CampaignText.read("mornings", document.toString())).campaign(),
                1,
                CampaignState.ACTIVE);
    }
}
