package dev.millrace.segment.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreviewTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void shouldAddUpWhatWasCounted() {
        Preview preview = Preview.of(
                List.of(new Preview.Part(3, 10, 1, 1), new Preview.Part(4, 20, 0, 1)),
                T0,
                List.of(CustomerId.user("b"), CustomerId.user("a")));

        assertThat(preview)
                .isEqualTo(new Preview(7, 30, 1, T0, List.of(CustomerId.user("a"), CustomerId.user("b")), null, null));
    }

    @Test
    void shouldSayHowFarOffAnEstimateMayBe() {
        Preview preview = Preview.of(List.of(new Preview.Part(100, 1_000, 0, 0.01)), T0, List.of());

        assertThat(preview.count()).isEqualTo(10_000);
        assertThat(preview.of()).isEqualTo(100_000);
        assertThat(preview.error()).isBetween(1_900L, 2_000L);
    }

    @Test
    void shouldNotPassNoneFoundOffAsNone() {
        Preview preview = Preview.of(List.of(new Preview.Part(0, 1_000, 0, 0.01)), T0, List.of());

        assertThat(preview.count()).isZero();
        assertThat(preview.error()).isEqualTo(300);
    }

    /** With a fixed seed: of 400 samples, the error holds for about 95 in 100. */
    @Test
    void shouldBeRightNineteenTimesOutOfTwenty() {
        Random random = new Random(7);
        long truth = 20_000;
        double share = 1.0 / 64;
        int right = 0;
        for (int trial = 0; trial < 400; trial++) {
            long found = random.longs(truth, 0, 64).filter(it -> it == 0).count();
            Preview preview = Preview.of(List.of(new Preview.Part(found, found, 0, share)), T0, List.of());
            Long error = preview.error();
            right += error != null && Math.abs(preview.count() - truth) <= error ? 1 : 0;
        }

        assertThat(right).isBetween(370, 392);
    }
}
