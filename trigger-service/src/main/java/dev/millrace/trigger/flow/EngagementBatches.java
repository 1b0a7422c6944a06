package dev.millrace.trigger.flow;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.report.Figures;
import dev.millrace.trigger.report.MessageRef;
import dev.millrace.trigger.report.Tally;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.Engagements;
import dev.millrace.trigger.store.Engagements.Fact;
import dev.millrace.trigger.store.Goals;
import dev.millrace.trigger.store.ReportFigures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what became of messages, each fact once, and counts each message once in each figure. One transaction for a batch, under
 * the locks of the messages' customers, so that nobody is merged or erased meanwhile. A message that is not there was erased with
 * its customer, or is none of ours.
 */
@ApplicationScoped
public class EngagementBatches {

    /** What is later never happened: PostgreSQL's calendar is shorter than Java's. */
    static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Nobody reads a message more often; what comes beyond is left out. */
    private static final int MOST_OF_ONE = 200;

    private static final int LONGEST = 200;
    private static final Set<Kind> TOUCHES = Set.of(Kind.SENT, Kind.OPENED, Kind.CLICKED);

    private final Customers customers;
    private final Engagements engagements;
    private final Goals goals;
    private final ReportFigures figures;
    private final Counter unknown;

    EngagementBatches(
            Customers customers, Engagements engagements, Goals goals, ReportFigures figures, MeterRegistry registry) {
        this.customers = customers;
        this.engagements = engagements;
        this.goals = goals;
        this.figures = figures;
        this.unknown = registry.counter("millrace.trigger.engagement.unknown");
    }

    /** Returns when everything is committed. */
    public void apply(List<EngagementEvent> events) {
        if (!events.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> applyInTransaction(events));
        }
    }

    private void applyInTransaction(List<EngagementEvent> events) {
        Set<String> ids = events.stream().map(EngagementEvent::message).collect(Collectors.toSet());
        TreeSet<String> owners = owners(engagements.messages(ids));
        if (!owners.isEmpty()) {
            customers.lock(owners);
        }
        Map<String, MessageRef> messages = engagements.messages(ids);
        if (!owners.containsAll(owners(messages))) {
            throw new IllegalStateException("a customer was merged meanwhile; it is done again");
        }
        Map<String, List<Fact>> known = engagements.of(messages.keySet());
        Seen seen = new Seen(known);
        Tally tally = new Tally();
        List<Fact> fresh = new ArrayList<>();
        TreeSet<String> touched = new TreeSet<>();
        for (EngagementEvent event : events) {
            MessageRef message = messages.get(event.message());
            if (message == null) {
                unknown.increment();
            } else if (isTime(event.at()) && seen.isNew(event)) {
                Fact fact = fact(event);
                fresh.add(fact);
                seen.figuresOf(fact).forEach(figure -> message.count(tally, figure, BigDecimal.ONE));
                if (TOUCHES.contains(event.kind()) && !event.machine()) {
                    touched.add(message.customer());
                }
            }
        }
        engagements.add(fresh, messages);
        figures.add(tally);
        if (!touched.isEmpty()) {
            goals.lookAgain(touched);
        }
    }

    private static TreeSet<String> owners(Map<String, MessageRef> messages) {
        return messages.values().stream().map(MessageRef::customer).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isTime(Instant at) {
        return at.isAfter(Instant.EPOCH) && at.isBefore(LATEST);
    }

    private static Fact fact(EngagementEvent event) {
        return new Fact(
                event.message(),
                key(event),
                text(event.kind()),
                event.machine(),
                event.at(),
                event.openTracked(),
                event.kind() == Kind.NOT_SENT ? code(event.reason()) : null,
                variant(event.variant()));
    }

    private static String key(EngagementEvent event) {
        return event.id().length() > LONGEST || event.id().indexOf('\0') >= 0
                ? StableDigest.id(event.id())
                : event.id();
    }

    private static String text(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** mailer-service refuses other names when a template is saved. */
    private static @Nullable String variant(@Nullable String name) {
        return name != null && name.matches("[a-z0-9][a-z0-9_-]{0,39}") ? name : null;
    }

    /** mailer-service says the state first, such as {@code expired: too late}. */
    private static String code(@Nullable String reason) {
        String code = reason == null ? "" : reason.split(":", 2)[0].strip();
        return code.matches("[a-z-]{1,40}") ? code : "other";
    }

    /** What is known of the messages of a batch, while it is being worked out. */
    private static final class Seen {

        private final Map<String, Set<String>> events = new HashMap<>();
        private final Map<String, Set<String>> figures = new HashMap<>();

        Seen(Map<String, List<Fact>> known) {
            known.values()
                    .forEach(facts -> facts.forEach(fact -> {
                        of(events, fact).add(fact.event());
                        figuresOf(fact);
                    }));
        }

        boolean isNew(EngagementEvent event) {
            Set<String> ofMessage = events.computeIfAbsent(event.message(), any -> new HashSet<>());
            return ofMessage.size() < MOST_OF_ONE && ofMessage.add(key(event));
        }

        /** Those in which the message was not counted before. */
        List<String> figuresOf(Fact fact) {
            String detail = fact.detail() == null ? "" : ":" + fact.detail();
            List<String> counted = new ArrayList<>();
            counted.add(fact.kind() + detail + (fact.machine() ? Figures.MACHINE : ""));
            if (fact.kind().equals(Figures.SENT) && Boolean.FALSE.equals(fact.openTracked())) {
                counted.add(Figures.UNTRACKED);
            }
            if (fact.variant() != null) {
                counted.addAll(counted.stream()
                        .filter(Figures.OF_SUBJECTS::contains)
                        .map(figure -> Figures.under(fact.variant(), figure))
                        .toList());
            }
            counted.removeIf(figure -> !of(figures, fact).add(figure));
            return counted;
        }

        private static Set<String> of(Map<String, Set<String>> map, Fact fact) {
            return map.computeIfAbsent(fact.message(), any -> new HashSet<>());
        }
    }
}
