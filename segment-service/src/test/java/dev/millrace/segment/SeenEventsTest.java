package dev.millrace.segment;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.stream.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenEventsTest {

    @TempDir(factory = MemoryFolder.class)
    Path state;

    private TaskDriver driver;

    @BeforeEach
    void start() {
        driver = new TaskDriver(state);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldKnowAnEventForADay() {
        view("e1", Duration.ZERO);

        view("e1", Duration.ofHours(1));
        view("e1", Duration.ofHours(7));
        view("e1", Duration.ofHours(24));

        assertThat(views()).isEqualTo(1);
    }

    @Test
    void shouldKnowItAlsoWhenALaterRecordWasReadBefore() {
        view("e1", Duration.ofHours(13));
        view("e1", Duration.ofHours(11));
        view("e2", Duration.ofHours(5));
        view("e2", Duration.ofHours(13));

        assertThat(views()).isEqualTo(2);
    }

    @Test
    void shouldForgetItAfterwards() {
        view("e1", Duration.ZERO);

        view("e1", Duration.ofHours(31));

        assertThat(views()).isEqualTo(2);
    }

    private void view(String id, Duration after) {
        Instant stored = T0.plus(after);
        driver.send(driver.topics.siteEvents(), Events.track(id, "Page Viewed", T0, Json.object()), stored);
    }

    private long views() {
        byte[] record = driver.<String, byte[]>store(Stores.CUSTOMERS).get(ANNA.value());
        return CustomerCodec.decode(record).state().events().get("page_viewed").count();
    }
}
