package dev.millrace.ingest.intake;

import dev.millrace.contract.IngestSource;
import dev.millrace.ingest.tracking.Body;
import dev.millrace.ingest.tracking.Calls;
import dev.millrace.ingest.tracking.EventReader;
import dev.millrace.ingest.tracking.Origin;
import dev.millrace.ingest.tracking.Reading;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes one request of the tracking API from its bytes to its answer: key, size, JSON, rate, events, log. A 200 is answered
 * when Kafka has acknowledged every event that was not refused. A batch is answered 200 also when some of it was refused,
 * for clients drop the whole of it at 400; a single call that is refused is a bad request.
 */
@Singleton
public class Intake {

    private final Admission admission;
    private final Opening opening;
    private final EventReader events;
    private final Storing storing;
    private final Refusals refusals;
    private final InstantSource time;
    private final IngestMetrics metrics;

    Intake(
            Admission admission,
            Opening opening,
            EventReader events,
            Storing storing,
            Refusals refusals,
            InstantSource time,
            IngestMetrics metrics) {
        this.admission = admission;
        this.opening = opening;
        this.events = events;
        this.storing = storing;
        this.refusals = refusals;
        this.time = time;
        this.metrics = metrics;
    }

    public CompletionStage<Reply> take(Sent sent) {
        Instant now = time.instant();
        Optional<IngestSource> sender = admission.byHeader(sent, now);
        if (sender.isEmpty() && admission.hasKeyInHeader(sent)) {
            return refuse(admission.unknown());
        }
        Optional<Reply> early =
                sender.flatMap(source -> admission.refusal(source, sent).or(() -> admission.exhausted(source, sent)));
        return early.isPresent() ? refuse(early.get()) : open(sent, sender, now);
    }

    private CompletionStage<Reply> open(Sent sent, Optional<IngestSource> sender, Instant now) {
        Body body = opening.open(sent);
        if (body instanceof Body.Malformed malformed) {
            sender.or(() -> admission.byBodyOrAddress(sent, null, now))
                    .ifPresent(source -> refusals.malformed(source, malformed));
            return refuse(Reply.badRequest("malformed", malformed.message()));
        }
        if (body instanceof Body.TooBig tooBig) {
            return refuse(Reply.tooBig(tooBig.message()));
        }
        Calls calls = ((Body.Read) body).calls();
        Optional<IngestSource> source = sender.or(() -> admission.byBodyOrAddress(sent, calls.writeKey(), now));
        if (source.isEmpty()) {
            return refuse(admission.unknown());
        }
        Optional<Reply> refusal = admission
                .refusal(source.get(), sent)
                .or(() -> admission.tooFast(source.get(), sent, calls.calls().size()));
        return refusal.isPresent() ? refuse(refusal.get()) : take(sent.call(), calls, source.get(), now);
    }

    private CompletionStage<Reply> take(Sent.Call call, Calls calls, IngestSource source, Instant now) {
        Origin origin = new Origin(source.name(), source.trust(), call.historical(), now);
        List<Reading> readings = call.single()
                .map(type -> events.readAs(type, calls, origin))
                .orElseGet(() -> events.readTyped(calls, origin));
        List<Reading.Refused> refused = Reading.ofType(readings, Reading.Refused.class);
        metrics.refused(refused);
        refusals.keep(source, calls, refused);
        return call.single().isPresent() && !refused.isEmpty()
                ? refuse(Reply.badRequest("refused", refused.get(0).message()))
                : storing.store(Reading.ofType(readings, Reading.Accepted.class), refused);
    }

    private CompletionStage<Reply> refuse(Reply reply) {
        metrics.refused(reply);
        return CompletableFuture.completedFuture(reply);
    }
}
