package dev.millrace.ingest.rest;

import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.kafka.EventLog;
import dev.millrace.ingest.key.BasicCredentials;
import dev.millrace.ingest.key.Source;
import dev.millrace.ingest.key.WriteKeys;
import dev.millrace.ingest.tracking.Body;
import dev.millrace.ingest.tracking.BodyReader;
import dev.millrace.ingest.tracking.CallType;
import dev.millrace.ingest.tracking.Calls;
import dev.millrace.ingest.tracking.EventReader;
import dev.millrace.ingest.tracking.Limits;
import dev.millrace.ingest.tracking.Origin;
import dev.millrace.ingest.tracking.Reading;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes one request from its bytes to its answer: key, size, JSON, events, log. A 200 is answered when Kafka has
 * acknowledged every event that was not refused, and never before. Nothing temporary is answered with a status that makes
 * clients drop their events.
 */
@Singleton
class Intake {

    private final WriteKeys keys;
    private final BodyReader bodies;
    private final EventReader events;
    private final EventLog log;
    private final InstantSource time;
    private final IngestConfig config;
    private final IngestMetrics metrics;

    Intake(
            WriteKeys keys,
            BodyReader bodies,
            EventReader events,
            EventLog log,
            InstantSource time,
            IngestConfig config,
            IngestMetrics metrics) {
        this.keys = keys;
        this.bodies = bodies;
        this.events = events;
        this.log = log;
        this.time = time;
        this.config = config;
        this.metrics = metrics;
    }

    /** One call; a call that can't be taken is a bad request. */
    CompletionStage<Response> call(CallType type, @Nullable String authorization, byte[] body) {
        return take(authorization, body, false, Optional.of(type));
    }

    /** Many calls; what can't be taken is refused by its place and the rest is stored. */
    CompletionStage<Response> batch(@Nullable String authorization, byte[] body) {
        return take(authorization, body, false, Optional.empty());
    }

    /** A batch of what happened before the shop came here. */
    CompletionStage<Response> history(@Nullable String authorization, byte[] body) {
        return take(authorization, body, true, Optional.empty());
    }

    private CompletionStage<Response> take(
            @Nullable String authorization, byte[] body, boolean historical, Optional<CallType> single) {
        Optional<Source> source = BasicCredentials.key(authorization).flatMap(keys::find);
        if (source.isEmpty()) {
            return refuse("unknown-key", ErrorAnswer.unknownKey());
        }
        if (historical && !source.get().mayWriteHistory()) {
            return refuse("server-key-needed", ErrorAnswer.serverKeyNeeded());
        }
        Origin origin = new Origin(source.get().name(), source.get().trust(), historical, time.instant());
        Body read = read(body, single.isPresent());
        if (read instanceof Body.Malformed malformed) {
            return refuse("malformed", ErrorAnswer.badRequest("malformed", malformed.message()));
        }
        if (read instanceof Body.TooBig tooBig) {
            return refuse("too-big", ErrorAnswer.tooBig(tooBig.message()));
        }
        Calls calls = ((Body.Read) read).calls();
        return single.isPresent()
                ? one(events.readAs(single.get(), calls, origin))
                : many(events.readTyped(calls, origin));
    }

    private Body read(byte[] sent, boolean single) {
        int limit = Limits.SEGMENT.bodyBytes();
        byte[] body = sent;
        if (Inflater.isGzip(sent)) {
            try {
                body = Inflater.inflate(sent, limit);
            } catch (IOException e) {
                return new Body.Malformed("the body begins like gzip and can't be inflated");
            }
        }
        if (body.length > limit) {
            return new Body.TooBig("the body has more than %d bytes; send several smaller batches".formatted(limit));
        }
        return single ? bodies.readCall(body) : bodies.readBatch(body);
    }

    private CompletionStage<Response> one(List<Reading> readings) {
        if (readings.get(0) instanceof Reading.Refused refused) {
            metrics.refused(List.of(refused));
            return refuse("refused", ErrorAnswer.badRequest("refused", refused.message()));
        }
        return many(readings);
    }

    private CompletionStage<Response> many(List<Reading> readings) {
        List<Reading.Refused> refused = ofType(readings, Reading.Refused.class);
        metrics.refused(refused);
        return store(ofType(readings, Reading.Accepted.class), refused);
    }

    private CompletionStage<Response> store(List<Reading.Accepted> accepted, List<Reading.Refused> refused) {
        return log.append(accepted).thenApply(result -> {
            metrics.ended(accepted, result);
            return switch (result) {
                case STORED ->
                    Response.ok(Answer.stored(accepted.size(), refused)).build();
                case OVERLOADED -> tryAgain("overloaded", "too many events wait for Kafka already");
                case TOO_BIG -> tooBig();
                case NOT_ACKNOWLEDGED -> tryAgain("not-stored", "Kafka did not acknowledge the events in time");
            };
        });
    }

    private Response tooBig() {
        metrics.requestRefused("too-big");
        return ErrorAnswer.tooBig(
                "the events with the context of their batch have more than %d bytes; send smaller batches"
                        .formatted(config.maxWaiting().asLongValue()));
    }

    private Response tryAgain(String code, String found) {
        metrics.requestRefused(code);
        return ErrorAnswer.tryAgain(
                code, found + "; send the same again, with the same message ids", config.retryAfter());
    }

    private CompletionStage<Response> refuse(String code, Response response) {
        metrics.requestRefused(code);
        return CompletableFuture.completedFuture(response);
    }

    private static <T extends Reading> List<T> ofType(List<Reading> readings, Class<T> type) {
        return readings.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
