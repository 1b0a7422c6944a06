package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.JsonSerde;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.LogPosition;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;

/**
 * The layout of what is parked. Key: length of the customer id and the id, when it happened, when it was stored, its offset,
 * its topic; so a customer's events lie together in the order in which they are let go, whatever order they were read in.
 * Value: version of the layout, kind, partition, the event's JSON.
 */
final class ParkedEvents {

    private static final byte VERSION = 1;
    private static final byte AT_SHOP = 0;
    private static final byte WITH_MESSAGE = 1;
    private static final int POSITION = 3 * Long.BYTES;

    private final JsonSerde<ShopEvent> shopEvents = new JsonSerde<>(ShopEvent.class);
    private final JsonSerde<EngagementEvent> engagementEvents = new JsonSerde<>(EngagementEvent.class);

    Bytes key(Arrival arrival) {
        byte[] topic = arrival.position().topic().getBytes(StandardCharsets.UTF_8);
        return key(
                arrival.customer(),
                sortable(arrival.at().toEpochMilli()),
                sortable(arrival.position().time().toEpochMilli()),
                arrival.position().offset(),
                topic);
    }

    Bytes first(CustomerId customer) {
        return key(customer, 0, 0, 0, new byte[0]);
    }

    Bytes last(CustomerId customer) {
        return key(customer, -1, -1, -1, new byte[0]);
    }

    Instant at(Bytes key, CustomerId customer) {
        ByteBuffer bytes = afterCustomer(key, customer);
        return Instant.ofEpochMilli(sortable(bytes.getLong()));
    }

    byte[] value(Arrival arrival) {
        CustomerEvent event = arrival.event();
        boolean isAtShop = event instanceof CustomerEvent.AtShop;
        byte[] json = event instanceof CustomerEvent.AtShop shop
                ? shopEvents.serializer().serialize("", shop.event())
                : engagementEvents.serializer().serialize("", ((CustomerEvent.WithMessage) event).event());
        return ByteBuffer.allocate(2 + Integer.BYTES + json.length)
                .put(VERSION)
                .put(isAtShop ? AT_SHOP : WITH_MESSAGE)
                .putInt(arrival.position().partition())
                .put(json)
                .array();
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    Arrival arrival(CustomerId customer, Bytes key, byte[] value) {
        try {
            ByteBuffer place = afterCustomer(key, customer);
            place.getLong();
            Instant stored = Instant.ofEpochMilli(sortable(place.getLong()));
            long offset = place.getLong();
            byte[] topic = remaining(place);
            ByteBuffer bytes = ByteBuffer.wrap(value);
            byte version = bytes.get();
            if (version != VERSION) {
                throw new UnreadableState(
                        "a parked event of layout " + version + ", and this release reads up to " + VERSION);
            }
            byte kind = bytes.get();
            int partition = bytes.getInt();
            byte[] json = remaining(bytes);
            LogPosition position =
                    new LogPosition(new String(topic, StandardCharsets.UTF_8), partition, offset, stored);
            return new Arrival(customer, event(kind, json), List.of(), json, position);
        } catch (BufferUnderflowException | SerializationException damaged) {
            throw new UnreadableState(
                    "a parked event is damaged: " + damaged.getClass().getSimpleName());
        }
    }

    private CustomerEvent event(byte kind, byte[] json) {
        return switch (kind) {
            case AT_SHOP -> new CustomerEvent.AtShop(shopEvents.deserializer().deserialize("", json));
            case WITH_MESSAGE ->
                new CustomerEvent.WithMessage(engagementEvents.deserializer().deserialize("", json));
            default -> throw new UnreadableState("a parked event of kind " + kind);
        };
    }

    private static Bytes key(CustomerId customer, long at, long stored, long offset, byte[] topic) {
        byte[] id = customer.value().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Short.BYTES + id.length + POSITION + topic.length)
                .putShort((short) id.length)
                .put(id)
                .putLong(at)
                .putLong(stored)
                .putLong(offset)
                .put(topic)
                .array());
    }

    private static ByteBuffer afterCustomer(Bytes key, CustomerId customer) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        return bytes.position(Short.BYTES + customer.value().getBytes(StandardCharsets.UTF_8).length);
    }

    private static byte[] remaining(ByteBuffer bytes) {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    /** Bytes are compared without a sign, and what is imported may be older than 1970. */
    private static long sortable(long millis) {
        return millis ^ Long.MIN_VALUE;
    }
}
