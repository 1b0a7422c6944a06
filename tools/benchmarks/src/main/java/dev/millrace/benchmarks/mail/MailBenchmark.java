package dev.millrace.benchmarks.mail;

import dev.millrace.benchmarks.Benchmark;
import dev.millrace.benchmarks.Effort;
import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Progress;
import java.util.List;
import java.util.Map;

/** What a mail costs: from a request with its snapshot to the two bodies and the headers. */
public final class MailBenchmark implements Benchmark {

    private final Benchmark render = new RenderPart();

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public String purpose() {
        return "a product mail rendered, its links signed, beside the bare copying and signing";
    }

    @Override
    public Map<String, Benchmark> parts() {
        return Map.of(render.name(), render);
    }

    @Override
    public List<Figure> run(Effort effort, Progress progress) {
        return render.run(effort, progress);
    }
}
