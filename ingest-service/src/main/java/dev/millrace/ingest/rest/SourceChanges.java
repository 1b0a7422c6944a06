package dev.millrace.ingest.rest;

import dev.millrace.contract.IngestSource;
import dev.millrace.ingest.kafka.FollowedTopic;
import dev.millrace.ingest.key.NewKey;
import dev.millrace.ingest.key.SourceBook;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Changes sources, one change after another; each is in force here when it returns. Two instances that change the same source
 * in the same moment may undo each other: the later one stands.
 */
@Singleton
class SourceChanges {

    private final SourceBook book;
    private final FollowedTopic<IngestSource> topic;
    private final RandomGenerator random = new SecureRandom();

    SourceChanges(SourceBook book, FollowedTopic<IngestSource> topic) {
        this.book = book;
        this.topic = topic;
    }

    synchronized IngestSource put(String name, SourceRequest wanted) {
        changeable(name);
        IngestSource before = book.byName(name).orElse(null);
        IngestSource after = valid(name, wanted, before);
        if (before != null && before.kind() != after.kind() && !before.keys().isEmpty()) {
            throw new Refused(
                    409,
                    "has-keys",
                    "a source with keys keeps its kind, for what a browser shows is no secret; make another source");
        }
        store(after);
        return after;
    }

    synchronized void remove(String name) {
        existing(name);
        changeable(name);
        InForce.await(topic.remove(name));
    }

    synchronized NewKey addKey(String name, KeyRequest wanted) {
        IngestSource source = existing(name);
        changeable(name);
        List<IngestSource.Key> keys = new ArrayList<>(source.keys().stream()
                .map(key -> ending(key, wanted.othersExpire()))
                .toList());
        if (keys.size() == IngestSource.MAX_KEYS) {
            throw new Refused(409, "too-many-keys", "the source has as many keys as it may; remove one");
        }
        NewKey made = NewKey.of(source.kind(), wanted.expires(), random);
        keys.add(made.kept());
        store(source.withKeys(keys));
        return made;
    }

    synchronized void removeKey(String name, String id) {
        IngestSource source = existing(name);
        changeable(name);
        List<IngestSource.Key> left =
                source.keys().stream().filter(key -> !key.id().equals(id)).toList();
        if (left.size() == source.keys().size()) {
            throw new Refused(404, "unknown", "the source has no such key");
        }
        store(source.withKeys(left));
    }

    private static IngestSource.Key ending(IngestSource.Key key, @Nullable Instant at) {
        boolean sooner = at != null && key.validAt(at);
        return sooner ? new IngestSource.Key(key.sha256(), at) : key;
    }

    private static IngestSource valid(String name, SourceRequest wanted, @Nullable IngestSource before) {
        try {
            return wanted.named(name, before == null ? List.of() : before.keys());
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "refused", String.valueOf(e.getMessage()));
        }
    }

    private IngestSource existing(String name) {
        return book.byName(name).orElseThrow(() -> new Refused(404, "unknown", "there is no such source"));
    }

    private void changeable(String name) {
        if (book.isConfigured(name)) {
            throw new Refused(409, "configured", "this source stands in the service's configuration; change it there");
        }
        if (!book.complete()) {
            throw new Refused(503, "not-ready", "the sources have not been read yet; try again");
        }
    }

    private void store(IngestSource source) {
        InForce.await(topic.put(source.name(), source));
    }
}
