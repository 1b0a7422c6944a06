package dev.millrace.segment.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.codec.UnreadableState;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ReplaceFailedThreadTest {

    private final ReplaceFailedThread handler = new ReplaceFailedThread();

    @Test
    void shouldStopTheInstanceAtStateThatItCantRead() {
        UnreadableState newer = new UnreadableState("a customer record of layout 9, and this release reads up to 1");

        assertThat(handler.handle(new StreamsException("task 0_1", newer))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldGoOnWithANewThreadAfterAnyOtherFailure() {
        assertThat(handler.handle(new StreamsException("the broker was away"))).isEqualTo(REPLACE_THREAD);
    }
}
