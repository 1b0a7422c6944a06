package dev.millrace.mailer.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Sorts;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.template.Compilation;
import dev.millrace.mailer.template.Locales;
import dev.millrace.mailer.template.TemplateSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;

/**
 * Templates with all their versions. Saving what is there already makes no new version. A version is written before it
 * becomes the current one, and of two people who save at once the second gets the next number.
 *
 * <p>Workers see a new version at most a second late: {@link #current} remembers what it read for that long.
 */
@Singleton
public final class Templates {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MAX_TRIES = 10;
    private static final int MAX_REMEMBERED = 10_000;

    private final Store store;
    private final InstantSource time;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(Optional<StoredTemplate> template, Instant readAt) {}

    Templates(Store store, InstantSource time) {
        this.store = store;
        this.time = time;
    }

    /** For sending: possibly a second old. */
    public Optional<StoredTemplate> current(String id) {
        Instant now = time.instant();
        Remembered known = remembered.get(id);
        if (known == null || !now.isBefore(known.readAt.plus(REMEMBERED))) {
            known = new Remembered(find(id), now);
            if (known.template.isEmpty() && remembered.size() > MAX_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(id, known);
        }
        return known.template;
    }

    /** The variant for somebody's language if there is one, else the template itself; possibly a second old. */
    public Optional<StoredTemplate> current(String id, String locale) {
        return Locales.namesOf(id, locale).stream()
                .map(this::current)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The one that a message is made from, in its reader's language if there is one. */
    public Optional<StoredTemplate> current(MessageRequested request) {
        return current(
                request.template(),
                Optional.ofNullable(request.recipient().locale()).orElse(""));
    }

    /** The variant that a new message gets. One that brings lines of its own takes part in no comparison of others. */
    Optional<String> variant(MessageRequested request) {
        return request.subject() != null || request.preheader() != null
                ? Optional.empty()
                : current(request)
                        .flatMap(template -> template.source().variants().of(request.id()));
    }

    public Optional<StoredTemplate> find(String id) {
        return Optional.ofNullable(store.templates().find(eq("_id", id)).first())
                .map(TemplateDocuments::read);
    }

    public List<StoredTemplate> list() {
        List<StoredTemplate> all = new ArrayList<>();
        store.templates()
                .find()
                .sort(Sorts.ascending("_id"))
                .forEach(document -> all.add(TemplateDocuments.read(document)));
        return all;
    }

    public StoredTemplate save(TemplateSource source, Compilation.Compiled compiled) {
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<StoredTemplate> current = find(source.id());
            if (current.filter(same -> same.source().equals(source)
                            && same.compiled().equals(compiled.template())
                            && same.variants().equals(compiled.variants()))
                    .isPresent()) {
                return current.get();
            }
            StoredTemplate next = new StoredTemplate(
                    source, newestVersion(source.id()) + 1, compiled.template(), compiled.variants(), time.instant());
            if (insertVersion(next) && replace(current, next)) {
                remembered.remove(source.id());
                return next;
            }
        }
        throw new IllegalStateException("template " + source.id() + " is being saved by too many at once");
    }

    /**
     * Takes a template out of use.
     *
     * @return false if there is none
     */
    public boolean delete(String id) {
        remembered.remove(id);
        return store.templates().deleteOne(eq("_id", id)).getDeletedCount() > 0;
    }

    /** All versions that ever were, the newest first; also of a template that was taken out of use. */
    public List<StoredTemplate> versions(String id) {
        List<StoredTemplate> all = new ArrayList<>();
        store.templateVersions()
                .find(eq("template", id))
                .sort(Sorts.descending("version"))
                .forEach(document -> all.add(TemplateDocuments.read(document)));
        return all;
    }

    public Optional<StoredTemplate> version(String id, int version) {
        return Optional.ofNullable(store.templateVersions()
                        .find(eq("_id", id + "@" + version))
                        .first())
                .map(TemplateDocuments::read);
    }

    private int newestVersion(String id) {
        Document newest = store.templateVersions()
                .find(eq("template", id))
                .sort(Sorts.descending("version"))
                .first();
        return newest == null ? 0 : newest.getInteger("version");
    }

    private boolean insertVersion(StoredTemplate next) {
        Document version =
                TemplateDocuments.write(next).append("template", next.source().id());
        version.put("_id", next.source().id() + "@" + next.version());
        return inserted(() -> store.templateVersions().insertOne(version));
    }

    private boolean replace(Optional<StoredTemplate> current, StoredTemplate next) {
        String id = next.source().id();
        return current.isPresent()
                ? store.templates()
                                .replaceOne(
                                        and(
                                                eq("_id", id),
                                                eq("version", current.get().version())),
                                        TemplateDocuments.write(next))
                                .getModifiedCount()
                        > 0
                : inserted(() -> store.templates().insertOne(TemplateDocuments.write(next)));
    }

    private static boolean inserted(Runnable insert) {
        try {
            insert.run();
            return true;
        } catch (MongoWriteException e) {
            if (Store.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }
}
