package dev.millrace.benchmarks.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SightingsTest {

    @Test
    void shouldCountFromWhenAnEventWasMeantToBeSent() {
        long due = System.nanoTime() - TimeUnit.SECONDS.toNanos(5);
        Longs sent = new Longs();
        sent.add(due);
        Sightings sightings = new Sightings();
        sightings.see(record("{\"id\":\"x\",\"causeEvent\":\"" + EventId.of(due, 7) + "\"}"));
        assertThat(sightings.latency(sent, due, due + 1).p50()).isBetween(5_000.0, 65_000.0);
    }

    @Test
    void shouldLeaveOutWhatNamesNoEventAndWhatWasMeantForAnotherTime() {
        long now = System.nanoTime();
        long earlier = now - TimeUnit.SECONDS.toNanos(300);
        Longs sent = new Longs();
        sent.add(earlier);
        sent.add(now);
        Sightings sightings = new Sightings();
        sightings.see(record("{\"id\":\"of a timer\"}"));
        sightings.see(record("{\"id\":\"" + EventId.of(earlier, 1) + "\"}"));
        sightings.see(record("{\"id\":\"" + EventId.of(now, 2) + "\"}"));
        assertThat(sightings.latency(sent, now, now + 1).most()).isLessThan(200_000);
    }

    @Test
    void shouldReadFromATransitionWhatIsAskedOfIt() {
        Published transition = Published.of(
                record("{\"segment\":\"quiz-left\",\"at\":\"1998-06-30T12:00:00.001Z\",\"cause\":\"time\"}"));
        assertThat(transition.isOf("quiz-left")).isTrue();
        assertThat(transition.isOf("quiz")).isFalse();
        assertThat(transition.at()).hasToString("1998-06-30T12:00:00.001Z");
    }

    private static byte[] record(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
