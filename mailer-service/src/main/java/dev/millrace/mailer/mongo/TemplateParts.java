package dev.millrace.mailer.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import dev.millrace.mailer.template.Parts;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;

/** The parts that templates share. A template has what it rendered when it was saved; that is on record with its versions. */
@Singleton
public final class TemplateParts {

    private final Store store;

    TemplateParts(Store store) {
        this.store = store;
    }

    public Parts all() {
        Map<String, String> layouts = new LinkedHashMap<>();
        store.templateParts()
                .find()
                .forEach(document -> layouts.put(document.getString("_id"), document.getString("mjml")));
        return new Parts(layouts);
    }

    public void save(String name, String mjml) {
        store.templateParts()
                .replaceOne(
                        eq("_id", name),
                        new Document("_id", name).append("mjml", mjml),
                        new ReplaceOptions().upsert(true));
    }

    /** @return false if there is none */
    public boolean delete(String name) {
        return store.templateParts().deleteOne(eq("_id", name)).getDeletedCount() > 0;
    }
}
