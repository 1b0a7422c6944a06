package dev.millrace.ingest.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.DataRequest;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Json;
import dev.millrace.contract.Move;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.WebhookConfig;
import dev.millrace.ingest.kafka.ErasureLog;
import dev.millrace.ingest.kafka.EventLog;
import dev.millrace.ingest.kafka.FollowedTopic;
import dev.millrace.ingest.key.SourceBook;
import dev.millrace.ingest.tracking.Calls;
import dev.millrace.ingest.tracking.EventReader;
import dev.millrace.ingest.tracking.Origin;
import dev.millrace.ingest.tracking.Reading;
import dev.millrace.ingest.webhook.DataRequests;
import dev.millrace.ingest.webhook.Erasures;
import dev.millrace.ingest.webhook.Signature;
import dev.millrace.ingest.webhook.Translation;
import dev.millrace.ingest.webhook.UnreadablePayload;
import dev.millrace.ingest.webhook.WebhookReader;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/**
 * Takes one delivery of a webhook from its bytes to its answer: source, signature, translation, log. What can never be read
 * is answered 200 and kept among the refusals, for a shop that is refused too often stops telling anything. Answered before
 * the shop gives up: 503 while Kafka is away, so that it delivers again.
 */
@Singleton
public class WebhookIntake {

    private final SourceBook sources;
    private final Config secrets;
    private final WebhookConfig config;
    private final IngestConfig ingest;
    private final EventReader events;
    private final IdentityKey identity;
    private final Storing storing;
    private final ErasureLog erasures;
    private final FollowedTopic<DataRequest> dataRequests;
    private final Refusals refusals;
    private final WebhookMetrics metrics;
    private final InstantSource time;

    WebhookIntake(
            SourceBook sources,
            Config secrets,
            WebhookConfig config,
            IngestConfig ingest,
            EventReader events,
            IdentityKey identity,
            Storing storing,
            ErasureLog erasures,
            FollowedTopic<DataRequest> dataRequests,
            Refusals refusals,
            WebhookMetrics metrics,
            InstantSource time) {
        this.sources = sources;
        this.secrets = secrets;
        this.config = config;
        this.ingest = ingest;
        this.events = events;
        this.identity = identity;
        this.storing = storing;
        this.erasures = erasures;
        this.dataRequests = dataRequests;
        this.refusals = refusals;
        this.metrics = metrics;
        this.time = time;
    }

    public CompletionStage<Reply> take(Sender sender, SentWebhook sent) {
        Optional<IngestSource> source = sources.byName(sent.source());
        if (source.isEmpty()) {
            return ended(sender, "unknown-source", Reply.noSuchSource(sources.complete()));
        }
        if (sender.isPing(sent.body())) {
            return ended(sender, "ping", Reply.stored(0, List.of()));
        }
        Optional<String> secret = Optional.ofNullable(source.get().webhookSecret())
                .flatMap(name -> secrets.getOptionalValue(name, String.class));
        if (secret.isEmpty()) {
            return ended(sender, "no-secret", Reply.noWebhookSecret());
        }
        if (!Signature.matches(secret.get(), sent.body(), sent.signature())) {
            return ended(sender, "bad-signature", Reply.badSignature());
        }
        return inTime(read(sender, sent));
    }

    private CompletionStage<Reply> read(Sender sender, SentWebhook sent) {
        Optional<JsonNode> payload = WebhookReader.payload(sent.body());
        if (payload.isEmpty()) {
            return unreadable(sender, sent, "the payload is not a JSON object");
        }
        try {
            return act(sender, sent, sender.translate(sent.delivery(payload.get())));
        } catch (UnreadablePayload e) {
            return unreadable(sender, sent, String.valueOf(e.getMessage()));
        }
    }

    private CompletionStage<Reply> act(Sender sender, SentWebhook sent, Translation translation) {
        if (translation instanceof Translation.Calls told) {
            return told(sender, sent, WebhookReader.calls(told.calls()));
        }
        if (translation instanceof Translation.Erasure erasure) {
            return erase(sender, sent, Erasures.of(erasure, identity));
        }
        if (translation instanceof Translation.DataRequested asked) {
            String delivery = sent.delivery(Json.object()).id();
            return DataRequests.of(asked, sent.source(), delivery, time.instant(), identity)
                    .map(request -> keepRequest(sender, request))
                    .orElseGet(() -> unreadable(sender, sent, "the payload names nobody"));
        }
        return ended(sender, "unneeded", Reply.stored(0, List.of()));
    }

    private CompletionStage<Reply> keepRequest(Sender sender, DataRequest request) {
        return dataRequests.put(request.id(), request).handle((stored, failure) -> {
            metrics.delivered(sender, failure == null ? "stored" : "not-stored");
            return failure == null ? Reply.stored(1, List.of()) : notStored();
        });
    }

    private CompletionStage<Reply> told(Sender sender, SentWebhook sent, Calls calls) {
        Origin origin = new Origin(sent.source(), ShopEvent.Trust.SERVER, false, time.instant());
        List<Reading> readings = events.readTyped(calls, origin);
        List<Reading.Refused> refused = only(readings, Reading.Refused.class);
        refused.forEach(one -> keep(sent, one.message(), one.index()));
        return storing.store(only(readings, Reading.Accepted.class), refused).thenApply(reply -> {
            metrics.delivered(sender, refused.isEmpty() ? reply.code().orElse("stored") : "refused");
            return reply;
        });
    }

    private CompletionStage<Reply> erase(Sender sender, SentWebhook sent, List<Move.EraseRequested> requests) {
        if (requests.isEmpty()) {
            return unreadable(sender, sent, "the payload names nobody to forget");
        }
        return erasures.erase(requests).thenApply(result -> {
            boolean stored = result == EventLog.Result.STORED;
            metrics.delivered(sender, stored ? "stored" : "not-stored");
            return stored ? Reply.stored(requests.size(), List.of()) : notStored();
        });
    }

    private CompletionStage<Reply> unreadable(Sender sender, SentWebhook sent, String reason) {
        keep(sent, reason, 0);
        List<Reading.Refused> refused = List.of(new Reading.Refused(0, Reading.Reason.UNREADABLE, reason));
        return ended(sender, "refused", Reply.stored(0, refused));
    }

    /** Payloads hold addresses of people who never came here: only the topic is kept. */
    private void keep(SentWebhook sent, String reason, int index) {
        refusals.keep(sent.source(), "webhook", sent.topicForPeople() + ": " + reason, index, new byte[0]);
    }

    private CompletionStage<Reply> inTime(CompletionStage<Reply> reply) {
        return reply.toCompletableFuture()
                .copy()
                .completeOnTimeout(notStored(), config.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Reply notStored() {
        return Reply.tryAgain(
                "not-stored", "Kafka did not acknowledge the delivery in time; deliver it again", ingest.retryAfter());
    }

    private CompletionStage<Reply> ended(Sender sender, String result, Reply reply) {
        metrics.delivered(sender, result);
        return CompletableFuture.completedFuture(reply);
    }

    private static <T extends Reading> List<T> only(List<Reading> readings, Class<T> type) {
        return readings.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
