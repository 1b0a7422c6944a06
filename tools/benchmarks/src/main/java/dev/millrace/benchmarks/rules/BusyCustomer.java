package dev.millrace.benchmarks.rules;

import static dev.millrace.benchmarks.rules.TypicalEvents.ANNA;
import static dev.millrace.benchmarks.rules.TypicalEvents.added;
import static dev.millrace.benchmarks.rules.TypicalEvents.clicked;
import static dev.millrace.benchmarks.rules.TypicalEvents.delivered;
import static dev.millrace.benchmarks.rules.TypicalEvents.identified;
import static dev.millrace.benchmarks.rules.TypicalEvents.opened;
import static dev.millrace.benchmarks.rules.TypicalEvents.ordered;
import static dev.millrace.benchmarks.rules.TypicalEvents.page;
import static dev.millrace.benchmarks.rules.TypicalEvents.track;
import static dev.millrace.benchmarks.rules.TypicalEvents.viewed;

import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A customer who comes often, of half a year: 11 event names, 5 orders, 8 traits, 2 consents, a cart with 3 lines, 6 products,
 * and what the rules want kept of that. Judged by the rules, so that the next event is like any other.
 */
final class BusyCustomer {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static final int PAGES = 20;
    private static final int MAILS = 12;

    private BusyCustomer() {}

    static Customer judgedBy(RuleHistory rules) {
        return judgedBy(rules, past());
    }

    static Customer judgedBy(RuleHistory rules, List<CustomerEvent> past) {
        List<CustomerEvent> events = new ArrayList<>(past);
        events.sort(Comparator.comparing(CustomerEvent::at));
        Customer customer = Customer.NEW;
        for (CustomerEvent event : events) {
            Customer seen = customer.withSeen(customer.seen().with(event.seenAs(), event.at()));
            customer = MembershipTracker.onEvent(ANNA, seen, event, rules, position(event.at()))
                    .customer();
        }
        return MembershipTracker.onTime(ANNA, customer, NOW, rules, position(NOW))
                .customer();
    }

    /** Where in the log an event stands that came without delay. */
    static LogPosition position(Instant at) {
        return new LogPosition("events.site", 0, 1, at);
    }

    private static List<CustomerEvent> past() {
        List<CustomerEvent> events = new ArrayList<>();
        events.add(identified(
                ago(Duration.ofDays(190)),
                Json.object()
                        .put("email", "anna@mail.example")
                        .put("first_name", "Anna")
                        .put("last_name", "Berger")
                        .put("language", "de")
                        .put("postal_code", "8010")
                        .put("birthday", "1990-05-17")
                        .put("location", "47.0707,15.4395")
                        .put("timezone", "Europe/Vienna")));
        events.add(consent("email", Duration.ofDays(190)));
        events.add(consent("sms", Duration.ofDays(180)));
        events.add(track("Trial Started", ago(Duration.ofDays(170)), Json.object()));
        events.add(track("Article Read", ago(Duration.ofDays(12)), Json.object().put("title", "Boots")));
        for (int page = 1; page <= PAGES; page++) {
            events.add(page(ago(Duration.ofDays(9L * page)), "/" + page));
        }
        for (int mail = 1; mail <= MAILS; mail++) {
            events.add(delivered("m" + mail, ago(Duration.ofDays(14L * mail))));
        }
        events.add(opened("m2", ago(Duration.ofDays(27))));
        events.add(opened("m4", ago(Duration.ofDays(55))));
        events.add(clicked("m2", ago(Duration.ofDays(26))));
        events.add(clicked("m4", ago(Duration.ofDays(54))));
        events.add(ordered("A-1001", "79.90", ago(Duration.ofDays(189)), "p1"));
        events.add(ordered("A-1102", "159.80", ago(Duration.ofDays(150)), "p1", "p2"));
        events.add(ordered("A-1311", "79.90", ago(Duration.ofDays(101)), "p3"));
        events.add(ordered("A-1542", "239.70", ago(Duration.ofDays(60)), "p1", "p2", "p3"));
        events.add(ordered("A-1777", "79.90", ago(Duration.ofDays(25)), "p4"));
        events.add(viewed("p4", "boots", ago(Duration.ofDays(26))));
        events.add(viewed("p4", "boots", ago(Duration.ofDays(40))));
        events.add(viewed("p5", "shoes", ago(Duration.ofHours(3))));
        events.add(viewed("p6", "boots", ago(Duration.ofMinutes(25))));
        events.add(added("p4", "boots", ago(Duration.ofMinutes(20))));
        events.add(added("p5", "shoes", ago(Duration.ofMinutes(15))));
        events.add(added("p6", "boots", ago(Duration.ofMinutes(10))));
        return events;
    }

    private static CustomerEvent consent(String channel, Duration ago) {
        return track(
                ShopEvent.CONSENT_UPDATED,
                ago(ago),
                Json.object().put("channel", channel).put("status", "subscribed"));
    }

    private static Instant ago(Duration duration) {
        return NOW.minus(duration);
    }
}
