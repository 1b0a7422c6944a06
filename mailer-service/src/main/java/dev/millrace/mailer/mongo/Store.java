package dev.millrace.mailer.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The service's collections. Everything is done by operations on one document, which any MongoDB does atomically. */
@Singleton
final class Store {

    private final MongoClient client;
    private final String database;

    Store(MongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.client = client;
        this.database = database;
    }

    MongoCollection<Document> messages() {
        return client.getDatabase(database).getCollection("messages");
    }

    MongoCollection<Document> suppressions() {
        return client.getDatabase(database).getCollection("suppressions");
    }

    MongoCollection<Document> templates() {
        return client.getDatabase(database).getCollection("templates");
    }

    MongoCollection<Document> templateVersions() {
        return client.getDatabase(database).getCollection("templateVersions");
    }

    MongoCollection<Document> templateParts() {
        return client.getDatabase(database).getCollection("templateParts");
    }

    MongoCollection<Document> preferences() {
        return client.getDatabase(database).getCollection("preferences");
    }

    MongoCollection<Document> erasures() {
        return client.getDatabase(database).getCollection("erasures");
    }

    MongoCollection<Document> surveys() {
        return client.getDatabase(database).getCollection("surveys");
    }

    MongoCollection<Document> stops() {
        return client.getDatabase(database).getCollection("campaignStops");
    }

    static boolean isDuplicate(MongoWriteException e) {
        return e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    static Date date(Instant instant) {
        return Date.from(instant);
    }

    static @Nullable Instant instant(Document document, String field) {
        Date date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }

    static Instant requireInstant(Document document, String field) {
        return document.get(field, Date.class).toInstant();
    }
}
