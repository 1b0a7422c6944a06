package dev.millrace.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one contract record as JSON. No bytes are a tombstone and read as null. Bytes that are not exactly one
 * such record, the JSON value {@code null} included: {@link SerializationException}, whose text never quotes the record.
 */
public final class JsonSerde<T> implements Serde<T> {

    private final Class<T> type;
    private final ObjectReader reader;
    private final Function<T, byte[]> printer;

    public JsonSerde(Class<T> type) {
        this(type, writer(type));
    }

    /** @param printer writes what the mapper would write, byte for byte */
    JsonSerde(Class<T> type, Function<T, byte[]> printer) {
        this.type = type;
        this.reader = Json.mapper().readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.printer = printer;
    }

    private static <T> Function<T, byte[]> writer(Class<T> type) {
        ObjectWriter writer = Json.mapper().writerFor(type);
        return value -> {
            try {
                return writer.writeValueAsBytes(value);
            } catch (JsonProcessingException e) {
                throw new SerializationException("can't write a " + type.getSimpleName(), e);
            }
        };
    }

    public Class<T> type() {
        return type;
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> toBytes(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> fromBytes(bytes);
    }

    private byte @Nullable [] toBytes(@Nullable T value) {
        return value == null ? null : printer.apply(value);
    }

    private @Nullable T fromBytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            T value = reader.readValue(bytes);
            if (value == null) {
                throw new IllegalArgumentException("the JSON value null; a tombstone has no bytes");
            }
            return value;
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw new SerializationException("not a " + type.getSimpleName() + ": " + reason(e), e);
        }
    }

    /** What was wrong, without the record's own text: a message of Jackson quotes the source after the first line. */
    private static String reason(Exception e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
