package dev.millrace.mailer.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Sorts;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.template.CompiledTemplate;
import dev.millrace.mailer.template.Locales;
import dev.millrace.mailer.template.MissingValues;
import dev.millrace.mailer.template.TemplateSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
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

    public Optional<StoredTemplate> find(String id) {
        return Optional.ofNullable(store.templates().find(eq("_id", id)).first())
                .map(Templates::read);
    }

    public List<StoredTemplate> list() {
        List<StoredTemplate> all = new ArrayList<>();
        store.templates().find().sort(Sorts.ascending("_id")).forEach(document -> all.add(read(document)));
        return all;
    }

    public StoredTemplate save(TemplateSource source, CompiledTemplate compiled) {
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<StoredTemplate> current = find(source.id());
            if (current.filter(same ->
                            same.source().equals(source) && same.compiled().equals(compiled))
                    .isPresent()) {
                return current.get();
            }
            StoredTemplate next = new StoredTemplate(source, newestVersion(source.id()) + 1, compiled, time.instant());
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
                .forEach(document -> all.add(read(document)));
        return all;
    }

    public Optional<StoredTemplate> version(String id, int version) {
        return Optional.ofNullable(store.templateVersions()
                        .find(eq("_id", id + "@" + version))
                        .first())
                .map(Templates::read);
    }

    private int newestVersion(String id) {
        Document newest = store.templateVersions()
                .find(eq("template", id))
                .sort(Sorts.descending("version"))
                .first();
        return newest == null ? 0 : newest.getInteger("version");
    }

    private boolean insertVersion(StoredTemplate next) {
        Document version = write(next).append("template", next.source().id());
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
                                        write(next))
                                .getModifiedCount()
                        > 0
                : inserted(() -> store.templates().insertOne(write(next)));
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

    private static Document write(StoredTemplate template) {
        TemplateSource source = template.source();
        CompiledTemplate compiled = template.compiled();
        return new Document("_id", source.id())
                .append("version", template.version())
                .append("name", source.name())
                .append("messageClass", source.messageClass().name())
                .append("subject", source.subject())
                .append("preheader", source.preheader())
                .append("mjml", source.mjml())
                .append("text", source.text())
                .append("missing", source.missing().name())
                .append(
                        "compiled",
                        new Document("subject", compiled.subject())
                                .append("html", compiled.html())
                                .append("text", compiled.text().orElse(null))
                                .append("authorHosts", new ArrayList<>(compiled.authorHosts()))
                                .append("locale", compiled.locale()))
                .append("updatedAt", Store.date(template.updatedAt()));
    }

    private static StoredTemplate read(Document document) {
        Document compiled = document.get("compiled", Document.class);
        return new StoredTemplate(
                new TemplateSource(
                        document.get("template", document.getString("_id")),
                        document.getString("name"),
                        MessageClass.valueOf(document.getString("messageClass")),
                        document.getString("subject"),
                        document.getString("preheader"),
                        document.getString("mjml"),
                        document.getString("text"),
                        MissingValues.valueOf(document.get("missing", "DEFAULT"))),
                document.getInteger("version"),
                new CompiledTemplate(
                        compiled.getString("subject"),
                        compiled.getString("html"),
                        Optional.ofNullable(compiled.getString("text")),
                        new HashSet<>(compiled.getList("authorHosts", String.class)),
                        compiled.get("locale", "en")),
                Store.requireInstant(document, "updatedAt"));
    }
}
