package dev.millrace.benchmarks.mail;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Compilers;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.benchmarks.lab.WarmUp;
import dev.millrace.contract.MessageCommand.MessageClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * The running service: from a request to the mail at the sink, alone and among many others, and what it holds in memory after how many
 * mails. Requests are counted from when they are given to the producer, mails when the sink has them.
 */
final class ServicePart {

    private static final int PER_SECOND = 100;
    private static final double LATENCY_MILLIS = 100;
    private static final double BEHIND_MILLIS = 1_000;
    private static final double FLAT = 1.1;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofHours(3);

    /** The sink takes its time for the mails of the queue, so that it stays. */
    private static final long SLOW_MILLIS = 50;

    private static final int TRANSACTIONAL = 100;
    private static final long BETWEEN_TRANSACTIONAL_MILLIS = 100;

    private final InstantSource time;
    private final Size size;
    private final Narrator narrator;
    private final Map<String, Long> timed = new ConcurrentHashMap<>();
    private final AtomicLong warm = new AtomicLong();
    private final AtomicLong many = new AtomicLong();
    private final AtomicLong queued = new AtomicLong();

    /**
     * @param warmUps bursts at most before anything counts
     * @param burst mails in each of them
     * @param mails after how many mails memory is looked at
     * @param queued how many marketing mails a transactional one comes behind
     */
    record Size(int warmUps, int burst, Duration warmUp, Duration measured, int mails, int queued) {}

    ServicePart(InstantSource time, Size size, Narrator narrator) {
        this.time = time;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        narrator.say("service: starting broker, store and mailer-service");
        List<Figure> figures = new ArrayList<>();
        try (SmtpSink sink = new SmtpSink(this::took);
                RunningMailer mailer = RunningMailer.start(sink)) {
            new WarmUp(new Compilers(mailer.jvm()), narrator)
                    .by(size.warmUps(), "service: warming up, %,.0f mails/s", () -> burst(mailer));
            figures.addAll(latency(mailer));
            figures.addAll(memory(mailer));
            figures.addAll(behindMany(mailer));
        }
        return figures;
    }

    /** Every figure of this part says with what store. */
    private static Figure figure(String name, double value, String unit) {
        return Figure.of(name + " (" + RunningMailer.storeName() + ")", value, unit);
    }

    private void took(String recipient) {
        if (recipient.startsWith("warm-")) {
            warm.incrementAndGet();
        } else if (recipient.startsWith("many-")) {
            many.incrementAndGet();
        } else if (recipient.startsWith("queue-")) {
            queued.incrementAndGet();
            Pause.millis(SLOW_MILLIS);
        } else {
            timed.put(recipient, System.nanoTime());
        }
    }

    private double burst(RunningMailer mailer) {
        long start = System.nanoTime();
        send(mailer, "warm-", Math.toIntExact(warm.get()), size.burst(), warm);
        return size.burst() / ((System.nanoTime() - start) / 1e9);
    }

    /** Asks for so many mails and waits until the sink has them and all before them. */
    private void send(RunningMailer mailer, String name, int first, int number, AtomicLong taken) {
        for (int n = first; n < first + number; n++) {
            mailer.request(ProductMail.request(name + n, MessageClass.MARKETING, time.instant()));
        }
        mailer.flush();
        await(mailer, taken, first + number);
    }

    private List<Figure> latency(RunningMailer mailer) {
        int warmUp = (int) (PER_SECOND * size.warmUp().toSeconds());
        int all = warmUp + (int) (PER_SECOND * size.measured().toSeconds());
        narrator.say("service: %d requests a second for %d s", PER_SECOND, all / PER_SECOND);
        long[] asked = new long[all];
        long start = System.nanoTime();
        for (int n = 0; n < all; n++) {
            long ahead = start + TimeUnit.SECONDS.toNanos(n) / PER_SECOND - System.nanoTime();
            if (ahead > 0) {
                Pause.millis(TimeUnit.NANOSECONDS.toMillis(ahead));
            }
            asked[n] = System.nanoTime();
            mailer.request(ProductMail.request("steady-" + n, MessageClass.MARKETING, time.instant()));
        }
        Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
        for (int n = warmUp; n < all; n++) {
            nanos.recordValue(Math.max(1, awaitTaken(mailer, "steady-" + n) - asked[n]));
        }
        return List.of(
                figure("messages in the ledger after 100 a second", (double) warm.get() + all, "messages"),
                figure("request to accepted, p50", nanos.getValueAtPercentile(50) / 1e6, "ms"),
                figure("request to accepted, p99", nanos.getValueAtPercentile(99) / 1e6, "ms")
                        .goal(Goal.atMost(LATENCY_MILLIS)),
                figure("request to accepted, longest", nanos.getMaxValue() / 1e6, "ms"));
    }

    /** In four quarters. */
    private List<Figure> memory(RunningMailer mailer) {
        int quarter = Math.max(1, size.mails() / 4);
        narrator.say("service: %,d mails as fast as they go", 4 * quarter);
        double first = 0;
        double last = 0;
        long before = System.nanoTime();
        for (int round = 0; round < 4; round++) {
            send(mailer, "many-", round * quarter, quarter, many);
            last = held(mailer);
            narrator.say(
                    "service: %,d of %,d mails, %.1f MB held on the heap",
                    (round + 1) * quarter, 4 * quarter, last / (1 << 20));
            first = round == 0 ? last : first;
        }
        double seconds = (System.nanoTime() - before) / 1e9;
        return List.of(
                figure("requests to mails, the whole service", 4 * quarter / seconds, "mails/s"),
                figure("heap held after " + quarter + " mails", first / (1 << 20), "MB"),
                figure("heap held after " + 4 * quarter + " mails", last / (1 << 20), "MB")
                        .against(first / (1 << 20))
                        .goal(Goal.atMost(FLAT * first / (1 << 20))));
    }

    private List<Figure> behindMany(RunningMailer mailer) {
        narrator.say("service: %d marketing mails queue", size.queued());
        double stored = mailer.metric("millrace_mailer_requests_total{outcome=\"stored\"");
        queue(mailer, 0, size.queued());
        awaitStored(mailer, stored + size.queued());
        // those that were sent meanwhile
        int sent = queued.intValue();
        queue(mailer, size.queued(), sent);
        awaitStored(mailer, stored + size.queued() + sent);
        long waiting = size.queued() + sent - queued.get();
        Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
        for (int n = 0; n < TRANSACTIONAL; n++) {
            long asked = System.nanoTime();
            mailer.request(ProductMail.request("receipt-" + n, MessageClass.TRANSACTIONAL, time.instant()));
            nanos.recordValue(Math.max(1, awaitTaken(mailer, "receipt-" + n) - asked));
            Pause.millis(BETWEEN_TRANSACTIONAL_MILLIS);
        }
        return List.of(
                figure("marketing mails that wait", waiting, "mails"),
                figure("a transactional mail among them, p50", nanos.getValueAtPercentile(50) / 1e6, "ms"),
                figure("a transactional mail among them, longest", nanos.getMaxValue() / 1e6, "ms")
                        .goal(Goal.atMost(BEHIND_MILLIS)));
    }

    private void queue(RunningMailer mailer, int first, int number) {
        for (int n = first; n < first + number; n++) {
            mailer.request(ProductMail.request("queue-" + n, MessageClass.MARKETING, time.instant()));
        }
        mailer.flush();
    }

    private static void awaitStored(RunningMailer mailer, double stored) {
        long end = System.nanoTime() + LONG.toNanos();
        while (mailer.metric("millrace_mailer_requests_total{outcome=\"stored\"") < stored) {
            mailer.jvm().requireAlive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the queue was not stored in time");
            }
            Pause.millis(200);
        }
    }

    private static double held(RunningMailer mailer) {
        mailer.jvm().collectGarbage();
        return mailer.metric("jvm_memory_used_bytes{area=\"heap\"");
    }

    private long awaitTaken(RunningMailer mailer, String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Long at = timed.get(id + ProductMail.DOMAIN);
            if (at != null) {
                return at;
            }
            mailer.jvm().requireAlive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("a mail did not come in time: " + id);
            }
            Pause.millis(1);
        }
    }

    private static void await(RunningMailer mailer, AtomicLong taken, long expected) {
        long end = System.nanoTime() + LONG.toNanos();
        while (taken.get() < expected) {
            mailer.jvm().requireAlive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the mails did not come in time");
            }
            Pause.millis(20);
        }
    }
}
