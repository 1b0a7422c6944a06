package dev.millrace.segment.stream;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.customer.CustomerEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Bytes of an event topic to what happened to whom, or the reason why not. */
final class EventDecoder {

    /** What became of a record. */
    sealed interface Decoded {

        record Event(CustomerEvent event) implements Decoded {}

        record Unreadable(String reason) implements Decoded {}
    }

    /** Instants have more years than milliseconds can count. */
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, Function<byte[], @Nullable CustomerEvent>> byTopic;

    EventDecoder(Topics topics) {
        this.byTopic = Stream.of(topics.siteEvents(), topics.cartEvents(), topics.orderEvents(), topics.profileEvents())
                .collect(Collectors.toMap(Topic::name, EventDecoder::shopEvents));
        Topic<?, EngagementEvent> engagement = topics.engagementEvents();
        byTopic.put(engagement.name(), bytes -> {
            EngagementEvent event = engagement.valueSerde().deserializer().deserialize(engagement.name(), bytes);
            return event == null ? null : new CustomerEvent.WithMessage(event);
        });
    }

    private static Function<byte[], @Nullable CustomerEvent> shopEvents(Topic<?, ShopEvent> topic) {
        return bytes -> {
            ShopEvent event = topic.valueSerde().deserializer().deserialize(topic.name(), bytes);
            return event == null ? null : new CustomerEvent.AtShop(event);
        };
    }

    Decoded decode(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        Function<byte[], @Nullable CustomerEvent> reader = byTopic.get(topic);
        if (reader == null || value == null) {
            return new Decoded.Unreadable("no value");
        }
        try {
            Stores.requireTakeable(value);
            CustomerEvent event = reader.apply(value);
            if (event == null) {
                return new Decoded.Unreadable("no value");
            }
            if (event.at().isBefore(EARLIEST) || event.at().isAfter(LATEST)) {
                return new Decoded.Unreadable("it happened in no year of a shop");
            }
            boolean sameCustomer =
                    key != null && event.customer().value().equals(new String(key, StandardCharsets.UTF_8));
            return sameCustomer ? new Decoded.Event(event) : new Decoded.Unreadable("key and customer differ");
        } catch (SerializationException unreadable) {
            return new Decoded.Unreadable(String.valueOf(unreadable.getMessage()));
        }
    }
}
