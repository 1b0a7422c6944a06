package dev.millrace.segment.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CopyClockTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final CopyClock clock = new CopyClock();

    @Test
    void shouldSayNothingWhileItIsFilled() {
        clock.offer(null, 0, 100);
        clock.offer(T0, 50, 100);
        clock.offer(T0.plusSeconds(1), 98, 130);

        assertThat(clock.reached()).isNull();
    }

    @Test
    void shouldTakeTheProgressOnceWhatWasWrittenBeforeItIsHere() {
        clock.offer(T0, 50, 100);
        clock.offer(T0.plusSeconds(1), 100, 130);

        assertThat(clock.reached()).isEqualTo(T0);
    }

    @Test
    void shouldNotWaitForTheMarkThatEndsATransaction() {
        clock.offer(T0, 99, 100);

        assertThat(clock.reached()).isEqualTo(T0);
    }

    @Test
    void shouldStayWhereItIsWhenItsOwnerIsGone() {
        clock.offer(T0, 99, 100);
        clock.offer(T0, 99, 100);
        clock.offer(null, 99, 100);

        assertThat(clock.reached()).isEqualTo(T0);
    }

    /**
     * The owner writes customers and then says how far it is; step n writes offset n and says n. A copy takes in either topic
     * at any pace.
     */
    @Property
    void shouldNeverPromiseMoreThanIsHere(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> written,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> filled,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> told) {
        CopyClock copy = new CopyClock();
        long end = 0;
        long position = 0;
        long progress = 0;
        for (int step = 0; step < written.size(); step++) {
            end += written.get(step);
            progress = Math.min(end, progress + told.get(step % told.size()));
            Instant seen = progress == 0 ? null : Instant.ofEpochMilli(progress);
            end += written.get((step + 1) % written.size());
            position = Math.min(end, position + filled.get(step % filled.size()));
            copy.offer(seen, position, end + 1);

            Instant reached = copy.reached();
            if (reached != null) {
                assertThat(reached.toEpochMilli()).isLessThanOrEqualTo(position);
            }
        }
    }
}
