package dev.millrace.benchmarks.rules;

import dev.millrace.contract.SegmentDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The segments of a shop with many: those of the ready-made pack, then as many of its own as it takes, each about an event,
 * a property, a trait or a tag that no other one reads. {@link TypicalEvents} touch the same few, however many there are.
 */
public final class SegmentMix {

    private static final List<String> KNOWN = read();

    private static final List<String> OWN = List.of(
            "count(event(\"Feature %d Used\")[30d]) >= 3",
            "count(order_completed{items.category = \"category-%d\"}) >= 1",
            "trait.answer_%d = \"yes\"",
            "tag(\"interest %d\")",
            "sum(event(\"Points Earned %d\").points[90d]) >= 100 and count(order_completed) >= 1",
            "first(event(\"Quiz Finished %d\").context.campaign.source) = \"autumn\"",
            "age(last(event(\"Video Watched %d\"))) between 1d and 30d",
            "distinct(event(\"Lesson Read %d\").topic) >= 3",
            "coupon(\"pool-%d\") = \"issued\" and count(order_completed[30d]) = 0",
            "count(event(\"Game Played %d\"){level > 3}[7d]) >= 2 and trait.level_%<d >= 10");

    private static final Map<String, String> PARAMETERS = Map.of("idle", "1h", "source", "\"newsletter\"");

    private SegmentMix() {}

    public static List<SegmentDefinition> of(int size) {
        Stream<SegmentDefinition> own = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> definition("own-" + i, OWN.get(i % OWN.size()).formatted(i)));
        return Stream.concat(KNOWN.stream().map(SegmentMix::known), own)
                .limit(size)
                .toList();
    }

    private static SegmentDefinition known(String line) {
        int bar = line.indexOf('|');
        return definition(
                line.substring(0, bar).strip(), line.substring(bar + 1).strip());
    }

    private static SegmentDefinition definition(String id, String expression) {
        return new SegmentDefinition(
                id, 1, id.toUpperCase(Locale.ROOT), expression, PARAMETERS, null, BusyCustomer.NOW);
    }

    private static List<String> read() {
        try (InputStream file = SegmentMix.class.getResourceAsStream("segments.txt")) {
            if (file == null) {
                throw new IllegalStateException("segments.txt is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
