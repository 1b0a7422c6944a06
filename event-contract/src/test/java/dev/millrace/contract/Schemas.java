package dev.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The JSON Schemas that stand beside the records, one file for each value record, named after it. */
final class Schemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    static String fileOf(Class<?> record) {
        String words = record.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return "schemas/" + words.toLowerCase(Locale.ROOT) + ".json";
    }

    static JsonNode documentOf(Class<?> record) {
        try (InputStream in = Schemas.class.getResourceAsStream("/" + fileOf(record))) {
            if (in == null) {
                throw new IllegalStateException("no " + fileOf(record) + " beside the records");
            }
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the value by the schema of its record; nothing, when it is valid. */
    static List<String> complaints(Class<?> record, JsonNode value) {
        Schema schema = REGISTRY.getSchema(documentOf(record));
        return schema
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
