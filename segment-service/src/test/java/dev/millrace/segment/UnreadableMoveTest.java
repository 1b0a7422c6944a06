package dev.millrace.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What partitions tell each other, damaged. */
class UnreadableMoveTest {

    private static final CustomerId ANNA = CustomerId.user("anna");
    private static final CustomerId BROWSER = CustomerId.anonymous("b1");

    @TempDir
    Path state;

    private IdentityFlow flow;

    @BeforeEach
    void start() {
        flow = new IdentityFlow(state);
    }

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    void shouldPutAMoveAsideThatItCantReadAndGoOn() {
        flow.pipe("user:anna", "{not json");
        flow.pipe(
                "user:anna",
                "{\"type\":\"repointed\",\"customer\":\"user:bert\",\"expected\":\"user:a\",\"to\":\"user:b\"}");
        flow.pipe(
                "user:anna",
                "{\"type\":\"state-moved\",\"customer\":\"user:anna\",\"path\":[\"anon:b1\"],\"rules\":0,\"record\":\"%%\","
                        + "\"claim\":{\"at\":\"2026-03-01T10:00:00Z\",\"tie\":1,\"byServer\":true}}");
        flow.view(ANNA, BROWSER);

        assertThat(flow.values(flow.topics.deadLetters())).hasSize(3);
        assertThat(flow.leads(BROWSER)).isEqualTo(ANNA);
    }
}
