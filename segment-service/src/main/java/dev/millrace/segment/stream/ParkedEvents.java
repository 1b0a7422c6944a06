package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.JsonSerde;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.TimelineCodec;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.identity.Belongings;
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
 * Value: version of the layout, kind, partition, the event's JSON; of what was known under another id, the fingerprint of its
 * rules, the length of the customer's record, the record and the timeline.
 */
final class ParkedEvents {

    private static final byte VERSION = 1;
    private static final byte AT_SHOP = 0;
    private static final byte WITH_MESSAGE = 1;
    private static final byte BELONGINGS = 2;
    private static final int POSITION = 3 * Long.BYTES;

    private final JsonSerde<ShopEvent> shopEvents = new JsonSerde<>(ShopEvent.class);
    private final JsonSerde<EngagementEvent> engagementEvents = new JsonSerde<>(EngagementEvent.class);

    Bytes key(Arrival arrival) {
        return key(arrival.customer(), arrival.at(), arrival.position());
    }

    Bytes key(CustomerId customer, Instant at, LogPosition position) {
        return key(
                customer,
                sortable(at.toEpochMilli()),
                sortable(position.time().toEpochMilli()),
                position.offset(),
                position.topic().getBytes(StandardCharsets.UTF_8));
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

    byte[] value(Belongings moved, LogPosition position) {
        byte[] record = CustomerCodec.encode(moved.customer());
        byte[] timeline = TimelineCodec.encode(moved.timeline());
        return ByteBuffer.allocate(2 + 2 * Integer.BYTES + Long.BYTES + record.length + timeline.length)
                .put(VERSION)
                .put(BELONGINGS)
                .putInt(position.partition())
                .putLong(moved.rules())
                .putInt(record.length)
                .put(record)
                .put(timeline)
                .array();
    }

    boolean holdsBelongings(byte[] value) {
        return value.length > 1 && value[0] == VERSION && value[1] == BELONGINGS;
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    Arrival arrival(CustomerId customer, Bytes key, byte[] value) {
        try {
            ByteBuffer bytes = afterVersion(value);
            byte kind = bytes.get();
            LogPosition position = position(customer, key, bytes.getInt());
            byte[] json = remaining(bytes);
            return new Arrival(customer, event(kind, json), List.of(), json, position);
        } catch (BufferUnderflowException | SerializationException damaged) {
            throw damaged(damaged);
        }
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    Parked.Moved moved(CustomerId customer, Bytes key, byte[] value) {
        try {
            ByteBuffer bytes = afterVersion(value);
            bytes.get();
            LogPosition position = position(customer, key, bytes.getInt());
            long rules = bytes.getLong();
            byte[] record = new byte[bytes.getInt()];
            bytes.get(record);
            Timeline timeline = TimelineCodec.decode(remaining(bytes));
            return new Parked.Moved(new Belongings(CustomerCodec.decode(record), timeline, rules), position);
        } catch (BufferUnderflowException | NegativeArraySizeException damaged) {
            throw damaged(damaged);
        }
    }

    private static ByteBuffer afterVersion(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new UnreadableState(
                    "a parked event of layout " + version + ", and this release reads up to " + VERSION);
        }
        return bytes;
    }

    private static LogPosition position(CustomerId customer, Bytes key, int partition) {
        ByteBuffer place = afterCustomer(key, customer);
        place.getLong();
        Instant stored = Instant.ofEpochMilli(sortable(place.getLong()));
        long offset = place.getLong();
        return new LogPosition(new String(remaining(place), StandardCharsets.UTF_8), partition, offset, stored);
    }

    private static UnreadableState damaged(RuntimeException damaged) {
        return new UnreadableState(
                "a parked event is damaged: " + damaged.getClass().getSimpleName());
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
