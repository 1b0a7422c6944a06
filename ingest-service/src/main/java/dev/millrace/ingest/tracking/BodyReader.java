package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into calls. The body's size is bounded by the caller before; here each event's own bytes are
 * measured as they were sent, and depth and number of events are bounded. The context of a batch is bounded like an event,
 * and so is what it becomes when it is added to each event: a small body must not grow into a large one.
 *
 * <p>What is wrong within one item of a batch is that item's fault alone, as long as brackets and quotes tell where it ends;
 * bytes that are not JSON anywhere else make the whole body malformed.
 */
public final class BodyReader {

    /** What is deeper than an event may be is refused with its place in the batch; past this nothing is read any more. */
    private static final int MAX_DEPTH = 1000;

    private static final int MAX_GROWTH = 16;

    private final JsonFactory factory = JsonFactory.builder()
            // names that strangers choose would fill the table of the whole process
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    private final Limits limits;

    public BodyReader(Limits limits) {
        this.limits = limits;
    }

    /** A body that is one call. */
    public Body readCall(byte[] body) {
        if (body.length > limits.eventBytes()) {
            return new Body.TooBig("the event has %d bytes, expected at most %d; send less in its properties"
                    .formatted(body.length, limits.eventBytes()));
        }
        return reading(body, (parser, trees) -> {
            JsonNode json = trees.read();
            Calls.Call call = new Calls.Call(0, json, body.length, trees.wasPlain());
            return new Body.Read(Calls.single(call, key(json.path("writeKey"))));
        });
    }

    /** A body {@code {"batch": [...]}}. */
    public Body readBatch(byte[] body) {
        Body read = reading(body, (parser, trees) -> batch(parser, trees, this::items));
        return read instanceof Body.Malformed malformed ? oneByOne(body, malformed) : read;
    }

    /** Reads each item apart, so that one that can't be read does not cost the others. */
    private Body oneByOne(byte[] body, Body.Malformed malformed) {
        return BatchItems.in(body, limits.batchEvents())
                .map(found -> reading(
                        found.rest(),
                        (parser, trees) -> batch(parser, trees, (list, unused, calls) -> {
                            list.nextToken();
                            return items(body, found.items(), calls);
                        })))
                .orElse(malformed);
    }

    private Body batch(JsonParser parser, TreeReader trees, Items items) throws IOException {
        List<Calls.Call> calls = new ArrayList<>();
        JsonNode context = Json.object().path("context");
        @Nullable Instant sentAt = null;
        @Nullable String writeKey = null;
        long contextBytes = 0;
        boolean hasBatch = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("batch") && value == JsonToken.START_ARRAY) {
                hasBatch = true;
                calls.clear();
                if (!items.read(parser, trees, calls)) {
                    return new Body.TooBig(
                            "the batch has more than %d events; send several batches".formatted(limits.batchEvents()));
                }
            } else if (field.equals("context")) {
                long start = parser.currentTokenLocation().getByteOffset();
                context = trees.read();
                Text.clean(context);
                contextBytes = parser.currentLocation().getByteOffset() - start;
            } else if (field.equals("sentAt")) {
                sentAt = SentTime.of(trees.read()).orElse(null);
            } else if (field.equals("writeKey")) {
                writeKey = key(trees.read());
            } else {
                parser.skipChildren();
            }
        }
        if (!hasBatch) {
            return new Body.Malformed(
                    "the body has no list named batch, expected {\"batch\": [{\"type\": \"track\", ...}]}");
        }
        if (contextBytes > limits.eventBytes()) {
            return new Body.TooBig("the context of the batch has %d bytes, expected at most %d; send less in it"
                    .formatted(contextBytes, limits.eventBytes()));
        }
        long most = (long) MAX_GROWTH * limits.bodyBytes();
        return contextBytes * calls.size() > most
                ? new Body.TooBig(
                        "the context of the batch has %d bytes for each of %d events, expected at most %d bytes together; send several smaller batches"
                                .formatted(contextBytes, calls.size(), most))
                : new Body.Read(new Calls(calls, context, contextBytes, sentAt, writeKey, null));
    }

    private boolean items(JsonParser parser, TreeReader trees, List<Calls.Call> calls) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (calls.size() == limits.batchEvents()) {
                return false;
            }
            long start = parser.currentTokenLocation().getByteOffset();
            JsonNode json = trees.read();
            long bytes = parser.currentLocation().getByteOffset() - start;
            calls.add(new Calls.Call(calls.size(), json, bytes, trees.wasPlain()));
        }
        return true;
    }

    private boolean items(byte[] body, List<BatchItems.Slice> slices, List<Calls.Call> calls) {
        if (slices.size() > limits.batchEvents()) {
            return false;
        }
        slices.forEach(slice -> calls.add(item(body, slice, calls.size())));
        return true;
    }

    private Calls.Call item(byte[] body, BatchItems.Slice slice, int index) {
        int bytes = slice.to() - slice.from();
        try (JsonParser parser = factory.createParser(body, slice.from(), bytes)) {
            TreeReader trees = new TreeReader(parser, false);
            JsonNode json = parser.nextToken() == null ? MissingNode.getInstance() : trees.read();
            boolean isUtf8 = parser.currentLocation().getByteOffset() >= 0;
            return json.isMissingNode() || !isUtf8 || parser.nextToken() != null
                    ? Calls.Call.unreadable(index, bytes, "the event is not one JSON object")
                    : new Calls.Call(index, json, bytes);
        } catch (StreamConstraintsException | NumberFormatException e) {
            return Calls.Call.unreadable(
                    index, bytes, "the event nests too deep or holds a number that is too long to be one");
        } catch (JsonProcessingException e) {
            return Calls.Call.unreadable(index, bytes, "the event is not JSON: " + where(e));
        } catch (IOException e) {
            return Calls.Call.unreadable(index, bytes, "the event is not UTF-8 text");
        }
    }

    private Body reading(byte[] body, Reader reader) {
        try (JsonParser parser = factory.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Body.Malformed("the body is not a JSON object");
            }
            if (parser.currentLocation().getByteOffset() < 0) {
                // other encodings are read as characters, and what is not counted in bytes is not bounded
                return new Body.Malformed("the body is not UTF-8 text");
            }
            Body read = reader.read(parser, new TreeReader(parser, Text.isFit(body)));
            return read instanceof Body.Read && parser.nextToken() != null
                    ? new Body.Malformed("there is text after the JSON object")
                    : read;
        } catch (BadField e) {
            return new Body.Malformed("the context of the batch can't be taken: " + e.getMessage());
        } catch (JsonProcessingException e) {
            return new Body.Malformed("the body is not JSON: " + where(e));
        } catch (IOException e) {
            return new Body.Malformed("the body is not UTF-8 text");
        } catch (NumberFormatException e) {
            return new Body.Malformed("the body holds a number that is too long to be one");
        }
    }

    private static @Nullable String key(JsonNode node) {
        return node.isTextual() && Fields.present(node) ? node.asText() : null;
    }

    /** The place only: Jackson's own words may quote what was sent. */
    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? "it could not be read"
                : "it could not be read past line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    /** Reads the list at which a parser stands, to its end; false when there are too many. */
    @FunctionalInterface
    private interface Items {
        boolean read(JsonParser list, TreeReader trees, List<Calls.Call> calls) throws IOException;
    }

    @FunctionalInterface
    private interface Reader {
        Body read(JsonParser parser, TreeReader trees) throws IOException;
    }
}
