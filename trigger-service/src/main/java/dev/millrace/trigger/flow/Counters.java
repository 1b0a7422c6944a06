package dev.millrace.trigger.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What is counted about enrolments and sends. */
@ApplicationScoped
class Counters {

    private final MeterRegistry registry;
    private final Timer claimLag;

    Counters(MeterRegistry registry) {
        this.registry = registry;
        this.claimLag = Timer.builder("millrace.trigger.claim.lag")
                .description("from the instant a send was due to its first claim")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void started(String campaign) {
        registry.counter("millrace.trigger.enrolments.started", "campaign", campaign)
                .increment();
    }

    void notStarted(String campaign, String reason) {
        registry.counter("millrace.trigger.enrolments.refused", "campaign", campaign, "reason", reason)
                .increment();
    }

    void exited(String campaign, String reason) {
        registry.counter("millrace.trigger.enrolments.exited", "campaign", campaign, "reason", reason)
                .increment();
    }

    void revoked(String campaign) {
        registry.counter("millrace.trigger.messages.revoked", "campaign", campaign)
                .increment();
    }

    void decided(String campaign, String outcome, String reason) {
        registry.counter("millrace.trigger.decisions", "campaign", campaign, "outcome", outcome, "reason", reason)
                .increment();
    }

    void coupon(String pool, String state) {
        registry.counter("millrace.trigger.coupons", "pool", pool, "state", state)
                .increment();
    }

    void referral(String outcome) {
        registry.counter("millrace.trigger.referrals", "outcome", outcome).increment();
    }

    void outrun() {
        registry.counter("millrace.trigger.decisions.outrun").increment();
    }

    void claimLag(Duration lag) {
        claimLag.record(lag.isNegative() ? Duration.ZERO : lag);
    }

    void roundFailed(String loop) {
        registry.counter("millrace.trigger.rounds.failed", "loop", loop).increment();
    }
}
