package dev.millrace.benchmarks.segment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Sends the events of a script, one after the other from where it stopped. */
final class Load {

    private static final int TELL_EVERY = 50_000;

    private final String bootstrap;
    private final InstantSource time;
    private final Script script;
    private long next;

    Load(Lab lab, Script script) {
        this.bootstrap = lab.bootstrap();
        this.time = lab.time();
        this.script = script;
    }

    /** Sends as fast as the broker takes them. */
    void fill(long count, LongConsumer progress) {
        fill(count, progress, n -> time.instant());
    }

    /** The same, with a moment of each event's own. */
    void fill(long count, LongConsumer progress, LongFunction<Instant> at) {
        try (KafkaProducer<byte[], byte[]> producer = Producers.fast(bootstrap)) {
            for (long i = 0; i < count; i++, next++) {
                if (i % TELL_EVERY == 0) {
                    progress.accept(i);
                }
                producer.send(script.event(next, "fill-" + next, at.apply(next)));
            }
        }
    }

    /** Sends at a steady rate until it is closed, whatever becomes of the events: a slow reader gets no rest. */
    Steady steady(int perSecond) {
        return new Steady(perSecond);
    }

    /** Events at a steady rate. Latency counts from when an event was meant to be sent. */
    final class Steady implements AutoCloseable {

        private final Longs moving = new Longs();
        private final Longs quizzes = new Longs();
        private final long pause;
        private final long start = System.nanoTime();
        private final Thread thread;
        private volatile boolean ended;

        private Steady(int perSecond) {
            this.pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
            this.thread = new Thread(this::send, "load");
            thread.setPriority(Thread.MAX_PRIORITY);
            thread.start();
        }

        private void send() {
            try (KafkaProducer<byte[], byte[]> producer = Producers.prompt(bootstrap)) {
                for (long due = start; !ended; due += pause, next++) {
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    Instant at = Act.millis(time.instant());
                    note(script.act(next), due, at);
                    producer.send(script.event(next, EventId.of(due, next), at));
                }
            }
        }

        private void note(Act act, long due, Instant at) {
            if (act.moves()) {
                moving.add(due);
            }
            if (act == Act.QUIZ) {
                quizzes.add(at.toEpochMilli());
            }
        }

        /** When timers were set, in milliseconds of the clock. */
        Longs quizzes() {
            return quizzes;
        }

        /** When the events were meant to be sent that a transition follows from. */
        Longs moving() {
            return moving;
        }

        @Override
        public void close() {
            ended = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
