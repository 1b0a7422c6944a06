package dev.millrace.trigger.delivery;

import dev.millrace.trigger.WebhooksConfig;
import dev.millrace.trigger.store.CouponPools;
import dev.millrace.trigger.store.WebhookCalls;
import dev.millrace.trigger.store.WebhookTargets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What is measured now and then: codes left in each pool, and calls that wait or were given up for each target. */
@ApplicationScoped
class RewardGauges {

    private final CouponPools pools;
    private final WebhookTargets targets;
    private final WebhookCalls calls;
    private final WebhooksConfig config;
    private final InstantSource time;
    private final MultiGauge free;
    private final MultiGauge waiting;
    private final MultiGauge failed;

    RewardGauges(
            CouponPools pools,
            WebhookTargets targets,
            WebhookCalls calls,
            WebhooksConfig config,
            InstantSource time,
            MeterRegistry registry) {
        this.pools = pools;
        this.targets = targets;
        this.calls = calls;
        this.config = config;
        this.time = time;
        this.free = MultiGauge.builder("millrace.trigger.coupons.free")
                .description("codes left in a pool")
                .register(registry);
        this.waiting = MultiGauge.builder("millrace.trigger.webhooks.waiting")
                .description("calls of a target that are to be made")
                .register(registry);
        this.failed = MultiGauge.builder("millrace.trigger.webhooks.failed")
                .description("calls of a target that were given up")
                .register(registry);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        List<Row<?>> codes = new ArrayList<>();
        pools.free().forEach((pool, left) -> codes.add(Row.of(Tags.of("pool", pool), left)));
        free.register(codes, true);
        List<Row<?>> waits = new ArrayList<>();
        List<Row<?>> failures = new ArrayList<>();
        for (WebhookTargets.Target target : targets.all()) {
            WebhookCalls.Figures figures = calls.figures(target.id());
            waits.add(Row.of(Tags.of("target", target.id()), figures.waiting()));
            failures.add(Row.of(Tags.of("target", target.id()), figures.failed()));
        }
        waiting.register(waits, true);
        failed.register(failures, true);
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        calls.forgetBefore(time.instant().minus(config.kept()));
    }
}
