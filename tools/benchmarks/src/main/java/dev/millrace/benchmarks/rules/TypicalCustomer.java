package dev.millrace.benchmarks.rules;

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
import dev.millrace.segment.membership.RuleHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A customer as most who buy are: three orders (the mean of the public CDNOW purchases is 2.9), a name and an address, consent
 * to mail, a few pages and products looked at, one thing in the cart; and what the rules want kept of that.
 */
final class TypicalCustomer {

    private static final int PAGES = 5;
    private static final int MAILS = 4;

    private TypicalCustomer() {}

    static Customer judgedBy(RuleHistory rules) {
        return BusyCustomer.judgedBy(rules, past());
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
                        .put("postal_code", "8010")));
        events.add(track(
                ShopEvent.CONSENT_UPDATED,
                ago(Duration.ofDays(190)),
                Json.object().put("channel", "email").put("status", "subscribed")));
        for (int page = 1; page <= PAGES; page++) {
            events.add(page(ago(Duration.ofDays(9L * page)), "/" + page));
        }
        for (int mail = 1; mail <= MAILS; mail++) {
            events.add(delivered("m" + mail, ago(Duration.ofDays(14L * mail))));
        }
        events.add(opened("m2", ago(Duration.ofDays(27))));
        events.add(clicked("m2", ago(Duration.ofDays(26))));
        events.add(ordered("A-1001", "79.90", ago(Duration.ofDays(189)), "p1"));
        events.add(ordered("A-1311", "79.90", ago(Duration.ofDays(101)), "p3"));
        events.add(ordered("A-1542", "239.70", ago(Duration.ofDays(60)), "p1"));
        events.add(viewed("p4", "boots", ago(Duration.ofMinutes(25))));
        events.add(added("p4", "boots", ago(Duration.ofMinutes(20))));
        return events;
    }

    private static Instant ago(Duration duration) {
        return BusyCustomer.NOW.minus(duration);
    }
}
