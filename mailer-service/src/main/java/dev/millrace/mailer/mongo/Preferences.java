package dev.millrace.mailer.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import dev.millrace.mailer.preference.Choices;
import dev.millrace.mailer.preference.Frequency;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** What was chosen last on the preference page, by keyed hash of the address: only to show it there again. */
@Singleton
public final class Preferences {

    private final Store store;

    Preferences(Store store) {
        this.store = store;
    }

    public Optional<Choices> find(String addressHash) {
        return Optional.ofNullable(
                        store.preferences().find(eq("_id", addressHash)).first())
                .map(Preferences::read);
    }

    public void save(String addressHash, Choices chosen) {
        Document document = new Document("_id", addressHash)
                .append("channels", new Document(new HashMap<>(chosen.channels())))
                .append("topics", new ArrayList<>(chosen.topics()))
                .append("frequency", chosen.frequency().map(Frequency::id).orElse(null));
        store.preferences().replaceOne(eq("_id", addressHash), document, new ReplaceOptions().upsert(true));
    }

    private static Choices read(Document document) {
        Map<String, Boolean> channels = new HashMap<>();
        document.get("channels", Document.class).forEach((name, wanted) -> channels.put(name, (Boolean) wanted));
        return new Choices(
                channels,
                new HashSet<>(document.getList("topics", String.class)),
                Optional.ofNullable(document.getString("frequency")).flatMap(Frequency::of));
    }
}
