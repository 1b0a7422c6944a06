package dev.millrace.benchmarks.mail;

import dev.millrace.benchmarks.Benchmark;
import dev.millrace.benchmarks.Effort;
import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.Jmh;
import dev.millrace.benchmarks.Jmh.Cost;
import dev.millrace.benchmarks.Progress;
import java.util.List;
import java.util.Map;

/** One product mail on one core: all that is done for each mail, and what could not be left out of it. */
final class RenderPart implements Benchmark {

    private static final double MICROS_PER_MAIL = 150;
    private static final int PARTS = 3;

    @Override
    public String name() {
        return "render";
    }

    @Override
    public String purpose() {
        return "a product mail rendered, its links signed";
    }

    @Override
    public List<Figure> run(Effort effort, Progress progress) {
        Jmh jmh = new Jmh(effort);
        progress.starts(1, PARTS, "the bare baseline of a mail");
        Cost bare = jmh.measure(RenderCost.class, "copyAndSign", Map.of());
        progress.starts(2, PARTS, "a product mail");
        Cost mail = jmh.measure(RenderCost.class, "compose", Map.of());
        progress.starts(PARTS, PARTS, "a template compiled, as when it is saved");
        Cost saved = jmh.measure(RenderCost.class, "compile", Map.of());
        return List.of(
                Figure.of("baseline: both bodies copied, links signed", bare.micros(), "µs"),
                Figure.of("a product mail rendered", mail.micros(), "µs")
                        .against(bare.micros())
                        .goal(Goal.atMost(MICROS_PER_MAIL)),
                Figure.of("a product mail rendered, allocated", mail.bytes(), "bytes")
                        .against(bare.bytes()),
                Figure.of("size of its HTML", ProductMail.composed().html().length(), "characters"),
                Figure.of("its template compiled, once, when it is saved", saved.micros(), "µs"));
    }
}
