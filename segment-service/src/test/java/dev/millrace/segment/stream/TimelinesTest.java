package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.Timeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelinesTest {

    private static final CustomerId BERTA = CustomerId.user("berta");

    @TempDir
    private Path folder;

    private OneTask task;

    @BeforeEach
    void start() {
        task = new OneTask(folder, T0, () -> new Pace(0.5, () -> 0));
    }

    @Test
    void shouldRememberEachOfTheNewestEventsOnce() {
        for (int seconds = 1; seconds <= 250; seconds++) {
            task.viewed(ANNA, "e" + seconds, seconds);

            Timeline past = task.timeline(ANNA);

            int kept = past.events().size();
            assertThat(kept).isEqualTo(Math.min(seconds, Timeline.MAX_EVENTS));
            assertThat(instants(past)).isEqualTo(secondsDownTo(seconds, seconds - kept + 1));
            assertThat(past.exactSince()).isEqualTo(kept == seconds ? Instant.EPOCH : T0.plusSeconds(seconds - kept));
        }
    }

    @Test
    void shouldGoOnAfterThePastOfTwoCustomers() {
        for (int i = 1; i <= 70; i++) {
            task.viewed(ANNA, "a" + i, 2 * i);
            task.viewed(BERTA, "b" + i, 2 * i + 1);
        }

        task.takeIn(ANNA, BERTA);

        assertThat(instants(task.timeline(ANNA))).isEqualTo(secondsDownTo(141, 42));
        assertThat(task.timeline(ANNA).exactSince()).isEqualTo(T0.plusSeconds(41));
        for (int i = 1; i <= 110; i++) {
            task.viewed(ANNA, "c" + i, 141 + i);
            int oldest = 42 + i;
            assertThat(instants(task.timeline(ANNA))).isEqualTo(secondsDownTo(141 + i, oldest));
            assertThat(task.timeline(ANNA).exactSince()).isEqualTo(T0.plusSeconds(oldest - 1));
        }
    }

    private static List<Long> instants(Timeline past) {
        return past.events().stream()
                .map(event -> event.at().getEpochSecond() - T0.getEpochSecond())
                .toList();
    }

    private static List<Long> secondsDownTo(long newest, long oldest) {
        return LongStream.rangeClosed(oldest, newest)
                .map(second -> newest + oldest - second)
                .boxed()
                .toList();
    }
}
