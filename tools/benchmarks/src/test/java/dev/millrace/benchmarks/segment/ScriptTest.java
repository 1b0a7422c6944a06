package dev.millrace.benchmarks.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final Instant NOW = Instant.parse("1998-06-30T12:00:00Z");
    private static final Topics TOPICS = new Topics("bench.");

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 20_000})
    void shouldGiveEachCustomerATurnInEachRound(int customers) {
        Script script = new Script(TOPICS, customers, Script.visit());
        Set<String> inRound = new HashSet<>();
        for (int n = 0; n < customers; n++) {
            inRound.add(key(script.event(n, "some", NOW)));
        }
        assertThat(inRound).hasSize(customers);
        assertThat(key(script.event(customers, "some", NOW))).isEqualTo(key(script.event(0, "some", NOW)));
    }

    @Test
    void shouldLetACustomerDoAllActsInTheirOrder() {
        int customers = 40;
        Script script = new Script(TOPICS, customers, Script.visit());
        int first = Script.visit().indexOf(script.act(0));
        for (int round = 0; round < 20; round++) {
            assertThat(script.act((long) round * customers))
                    .isEqualTo(
                            Script.visit().get((first + round) % Script.visit().size()));
        }
    }

    @Test
    void shouldGiveEachActItsShareAtAnyTime() {
        Script script = new Script(TOPICS, 20_000, Script.visit());
        Map<Boolean, Integer> moving = new HashMap<>();
        for (int n = 5_000; n < 13_000; n++) {
            moving.merge(script.act(n).moves(), 1, Integer::sum);
        }
        assertThat(moving.get(true)).isBetween(1_900, 2_100);
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void shouldWriteWhatTheServiceCanRead(Act act) {
        Script script = new Script(TOPICS, 10, List.of(act));
        ProducerRecord<byte[], byte[]> record = script.event(3, "the-id", NOW);
        Object read = act.topic(TOPICS).valueSerde().deserializer().deserialize(record.topic(), record.value());
        String key = key(record);
        if (read instanceof ShopEvent event) {
            assertThat(event.id()).isEqualTo("the-id");
            assertThat(event.customer()).isEqualTo(CustomerId.of(key));
            assertThat(event.timestamp()).isEqualTo(NOW);
            assertThat(event.receivedAt()).isEqualTo(NOW);
        }
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .contains("\"the-id\"", "\"" + key + "\"", "\"" + NOW + "\"")
                .doesNotContain(Template.ID, Template.CUSTOMER, Template.AT.toString());
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
