package dev.millrace.segment.rest;

import dev.millrace.segment.rule.Field;
import dev.millrace.segment.rule.FieldDictionary;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The names that an expression may ask for, such as to complete what somebody types. */
@Path("/api/fields")
public class FieldsResource {

    /**
     * @param type {@code any} where nobody said
     * @param from {@code standard}, {@code shop}, or {@code seen} in what has arrived
     */
    public record FieldView(
            String scope,
            String name,
            String type,
            String label,
            @Nullable String unit,
            List<String> values,
            String from) {}

    /** @param events names in snake case, also of those that have only arrived */
    public record Fields(List<FieldView> fields, List<String> events) {}

    private final Vocabulary vocabulary;

    FieldsResource(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @GET
    @Operation(summary = "Lists the traits, properties and events that are known by name")
    public Fields get(@Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        FieldDictionary all = vocabulary.all(authorization);
        List<FieldView> views = new ArrayList<>();
        all.fields().forEach(field -> views.add(view(field, all.declared().contains(field) ? "shop" : "standard")));
        all.seenFields().forEach(field -> views.add(view(field, "seen")));
        return new Fields(views, all.events());
    }

    private static FieldView view(Field field, String from) {
        return new FieldView(
                field.scope().name().toLowerCase(Locale.ROOT),
                field.name(),
                field.type().name().toLowerCase(Locale.ROOT),
                field.label(),
                field.unit(),
                field.values(),
                from);
    }
}
