package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);

    @ParameterizedTest
    @ValueSource(
            strings = {"user:1", "user:anna", "anon:8d8ac610-566d-4ef0-9c22-186b2a5ed793", "mail:0f0f", "user:Žofia"})
    void shouldPlaceACustomerWhereKafkasDefaultPartitionerDoes(String text) {
        CustomerId customer = CustomerId.of(text);
        byte[] key = topics.siteEvents().keySerde().serializer().serialize("t", customer);

        for (int partitions = 1; partitions <= 64; partitions++) {
            assertThat(Topics.partitionOf(customer, partitions))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            user:1, 2, 38
            user:anna, 2, 34
            anon:a-1, 2, 2
            mail:0f0f, 2, 62
            user:Žofia, 0, 0
            """)
    void shouldKeepACustomersPartitionFromReleaseToRelease(String customer, int ofFour, int ofSixtyFour) {
        assertThat(Topics.partitionOf(CustomerId.of(customer), 4)).isEqualTo(ofFour);
        assertThat(Topics.partitionOf(CustomerId.of(customer), 64)).isEqualTo(ofSixtyFour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:anna", "user:a|b|", "mail:Žofia"})
    void shouldPlaceAMembershipWithItsCustomer(String customer) {
        SegmentMembership.Key key = new SegmentMembership.Key(CustomerId.of(customer), "buyers");
        byte[] written = topics.memberships().keySerde().serializer().serialize("t", key);

        for (int partitions = 1; partitions <= 64; partitions++) {
            assertThat(SegmentMembership.Key.partitionOf(written, partitions))
                    .isEqualTo(Topics.partitionOf(key.customer(), partitions));
        }
        assertThatThrownBy(() -> SegmentMembership.Key.partitionOf(new byte[] {1}, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldWriteKeysAsPlainText() {
        assertThat(topics.siteEvents().keySerde().serializer().serialize("t", CustomerId.user("é")))
                .isEqualTo("user:é".getBytes(StandardCharsets.UTF_8));
        assertThat(topics.memberships()
                        .keySerde()
                        .serializer()
                        .serialize("t", new SegmentMembership.Key(Samples.ANNA, "buyers")))
                .isEqualTo("user:anna|buyers".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldStampEveryTopicByTheBroker() {
        assertThat(topics.all()).allSatisfy(topic -> assertThat(topic.settings())
                .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void shouldPutThePrefixBeforeEveryName() {
        List<String> names =
                new Topics("shop-7.").all().stream().map(Topic::name).toList();

        assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name)
                .startsWith("shop-7."));
    }

    @Test
    void shouldRefuseAPrefixThatKafkaWouldNotTake() {
        assertThatThrownBy(() -> new Topics("my shop ")).isInstanceOf(IllegalArgumentException.class);
    }
}
