package dev.millrace.mailer.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VariantsTest {

    private static final int MESSAGES = 10_000;

    /** Six times what chance allows for: fails by itself once in a hundred million. */
    private static final double FAR_OUT = 6;

    @Property(tries = 100)
    void eachGetsItsShareOfTheMessages(
            @ForAll @Size(min = 2, max = 10) List<@IntRange(min = 1, max = 1_000) Integer> weights,
            @ForAll int campaign) {
        Variants variants = new Variants(weighted(weights));
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < MESSAGES; i++) {
            counts.merge(variants.of("e-" + campaign + ":" + i).orElseThrow(), 1, Integer::sum);
        }
        double total = weights.stream().mapToInt(Integer::intValue).sum();
        variants.byName().forEach((name, variant) -> {
            double share = variant.weight() / total;
            assertThat((double) counts.getOrDefault(name, 0))
                    .as(name)
                    .isCloseTo(MESSAGES * share, within(1 + FAR_OUT * Math.sqrt(MESSAGES * share * (1 - share))));
        });
    }

    @Property(tries = 200)
    void aMessageGetsTheSameWheneverItIsAskedFor(
            @ForAll @Size(min = 2, max = 10) List<@IntRange(min = 1, max = 1_000) Integer> weights,
            @ForAll String message) {
        Map<String, Variant> written = weighted(weights);
        Map<String, Variant> otherOrder = new LinkedHashMap<>(new TreeMap<>(written).descendingMap());

        assertThat(new Variants(written).of(message))
                .isPresent()
                .isEqualTo(new Variants(otherOrder).of(message))
                .isEqualTo(new Variants(written).of(message));
    }

    /** What waits when a new version of this service starts has been given its variant, but a bug here would tell nobody else. */
    @Test
    void whichOneItIsNeverChanges() {
        Variants variants = new Variants(weighted(List.of(1, 1, 2)));
        assertThat(List.of("m-1", "m-2", "m-3", "m-4", "m-5", "m-6"))
                .extracting(message -> variants.of(message).orElseThrow())
                .containsExactly("v0", "v2", "v0", "v2", "v2", "v1");
    }

    @Test
    void aTemplateOfOneSubjectHasNone() {
        assertThat(Variants.NONE.of("m-1")).isEmpty();
    }

    private static Map<String, Variant> weighted(List<Integer> weights) {
        Map<String, Variant> variants = new HashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            variants.put("v" + i, new Variant("Subject " + i, null, weights.get(i)));
        }
        return variants;
    }
}
