package dev.millrace.benchmarks.mail;

import dev.millrace.benchmarks.Benchmark;
import dev.millrace.benchmarks.Effort;
import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Progress;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Quiet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a mail costs: rendered, signed and handed over beside bare SMTP, and the running mailer-service with broker, store and a mail server
 * that takes everything on the same cores.
 */
public final class MailBenchmark implements Benchmark {

    private static final InstantSource TIME = InstantSource.system();
    private static final int PARTS = 2;

    private static final int MANY = 60_000;

    private final long mails;

    public MailBenchmark() {
        this(0);
    }

    private MailBenchmark(long mails) {
        this.mails = mails;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public String purpose() {
        return "a product mail rendered, signed, handed over, beside bare SMTP; the running mailer-service";
    }

    /** So many mails go through the service before its memory is looked at again. */
    @Override
    public Benchmark among(long many) {
        if (many > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("so many mails can't be sent: " + many);
        }
        return new MailBenchmark(many);
    }

    @Override
    public Map<String, Benchmark> parts() {
        Map<String, Benchmark> parts = new LinkedHashMap<>();
        Benchmark render = new RenderPart();
        parts.put(render.name(), render);
        parts.put("hand-over", new Alone("hand-over", "a product mail rendered, signed, handed over", this));
        parts.put("service", new Alone("service", "the running mailer-service", this));
        return parts;
    }

    @Override
    public List<Figure> run(Effort effort, Progress progress) {
        List<Figure> figures = new ArrayList<>(new RenderPart().run(effort, progress));
        figures.addAll(handOver(effort, new Narrator(progress, 1, PARTS)));
        figures.addAll(service(effort, new Narrator(progress, 2, PARTS)));
        return figures;
    }

    private static List<Figure> handOver(Effort effort, Narrator narrator) {
        HandOverPart.Size size =
                switch (effort) {
                    case FULL -> new HandOverPart.Size(15, Duration.ofSeconds(5), 6);
                    case QUICK -> new HandOverPart.Size(1, Duration.ofSeconds(1), 1);
                };
        return new HandOverPart(size, narrator).measure();
    }

    private List<Figure> service(Effort effort, Narrator narrator) {
        Quiet.kafka();
        ServicePart.Size size =
                switch (effort) {
                    case FULL ->
                        new ServicePart.Size(
                                12,
                                1_000,
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(20),
                                mails > 0 ? (int) mails : MANY,
                                100_000);
                    case QUICK ->
                        new ServicePart.Size(
                                1,
                                100,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(3),
                                mails > 0 ? (int) mails : 400,
                                1_000);
                };
        return new ServicePart(TIME, size, narrator).measure();
    }

    private record Alone(String name, String purpose, MailBenchmark whole) implements Benchmark {

        @Override
        public List<Figure> run(Effort effort, Progress progress) {
            Narrator narrator = new Narrator(progress, 1, 1);
            return name.equals("service") ? whole.service(effort, narrator) : handOver(effort, narrator);
        }
    }
}
