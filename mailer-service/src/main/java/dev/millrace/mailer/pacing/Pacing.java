package dev.millrace.mailer.pacing;

import dev.millrace.mailer.pacing.Turn.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives marketing mails their turn: no more to a recipient's domain, and then over the relay, than agreed. A mail that has to wait is given
 * an instant once and keeps it, so waiting costs one note in the ledger, however long the queue. A second's worth may go at
 * once. Transactional mail waits for nobody, but takes its place.
 *
 * <p>Known to this process alone: with several instances each has its share. After a restart places begin anew, while mails that were given an
 * instant keep it.
 */
public final class Pacing {

    private static final Duration BURST = Duration.ofSeconds(1);
    private static final int MAX_DOMAINS = 10_000;

    private final Optional<Rate> relay;
    private final Optional<WarmUp> warmUp;
    private final Map<String, Rate> byDomain;
    private final Optional<Rate> otherDomains;
    private final Map<String, Instant> nextAtDomain = new HashMap<>();
    private Instant nextAtRelay = Instant.MIN;

    /**
     * @param relay over the relay, all together
     * @param byDomain to the recipients' domains, by their names in small letters
     * @param otherDomains to each domain that has no rate of its own
     */
    public Pacing(
            Optional<Rate> relay, Optional<WarmUp> warmUp, Map<String, Rate> byDomain, Optional<Rate> otherDomains) {
        this.relay = relay;
        this.warmUp = warmUp;
        this.byDomain = Map.copyOf(byDomain);
        this.otherDomains = otherDomains;
    }

    /** @param latest when the mail is stale */
    public synchronized Turn atDomain(String domain, Instant now, Instant latest) {
        Instant next = nextAtDomain.getOrDefault(domain, Instant.MIN);
        Duration interval = domainRate(domain).map(Rate::interval).orElse(Duration.ZERO);
        Instant at = slot(next, now);
        if (!at.isBefore(latest)) {
            return new Turn.Never();
        }
        if (!interval.isZero()) {
            keep(domain, later(next, now).plus(interval), now);
        }
        return at.isAfter(now) ? new Turn.Later(at, Queue.DOMAIN) : new Turn.Now();
    }

    /** @param latest when the mail is stale */
    public synchronized Turn atRelay(Instant now, Instant latest) {
        Instant at = slot(nextAtRelay, now);
        if (!at.isBefore(latest)) {
            return new Turn.Never();
        }
        advanceRelay(now);
        return at.isAfter(now) ? new Turn.Later(at, Queue.RELAY) : new Turn.Now();
    }

    /** A transactional mail went to this domain. */
    public synchronized void took(String domain, Instant now) {
        domainRate(domain)
                .ifPresent(rate -> keep(
                        domain,
                        later(nextAtDomain.getOrDefault(domain, Instant.MIN), now)
                                .plus(rate.interval()),
                        now));
        advanceRelay(now);
    }

    /** The domain's server asked for less: nothing more goes there until then. */
    public synchronized void pause(String domain, Instant until, Instant now) {
        Instant next = nextAtDomain.getOrDefault(domain, Instant.MIN);
        // what is kept is a second ahead of the slot
        keep(domain, later(next, until.plus(BURST)), now);
    }

    private void advanceRelay(Instant now) {
        Instant from = later(nextAtRelay, now);
        relayInterval(from).ifPresent(interval -> nextAtRelay = from.plus(interval));
    }

    private Optional<Rate> domainRate(String domain) {
        return Optional.ofNullable(byDomain.get(domain)).or(() -> otherDomains);
    }

    /** The longer of what the relay and the warm-up ask for. */
    private Optional<Duration> relayInterval(Instant at) {
        Optional<Duration> agreed = relay.map(Rate::interval);
        Optional<Duration> warming = warmUp.flatMap(days -> days.at(at)).map(Rate::interval);
        return warming.filter(slow -> agreed.isEmpty() || slow.compareTo(agreed.get()) > 0)
                .or(() -> agreed);
    }

    private void keep(String domain, Instant next, Instant now) {
        if (nextAtDomain.size() >= MAX_DOMAINS) {
            nextAtDomain.values().removeIf(passed -> !passed.isAfter(now));
        }
        nextAtDomain.put(domain, next);
    }

    private static Instant slot(Instant next, Instant now) {
        return next.equals(Instant.MIN) ? now : later(next.minus(BURST), now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
