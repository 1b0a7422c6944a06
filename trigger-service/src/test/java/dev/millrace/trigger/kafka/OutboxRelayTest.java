package dev.millrace.trigger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.store.Outbox.Parcel;
import dev.millrace.trigger.store.Outbox.Stored;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    @Test
    void should_take_the_oldest_of_each_key_so_that_a_request_is_acknowledged_before_its_cancellation_leaves() {
        List<Stored> oldest =
                List.of(stored(1, "user:1"), stored(2, "user:2"), stored(3, "user:1"), stored(4, "user:3"));

        assertThat(OutboxRelay.oneForEachKey(oldest)).extracting(Stored::seq).containsExactly(1L, 2L, 4L);
    }

    private static Stored stored(long seq, String key) {
        return new Stored(seq, new Parcel("messages", key, new byte[0]));
    }
}
