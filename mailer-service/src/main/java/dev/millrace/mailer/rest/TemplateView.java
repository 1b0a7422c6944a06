package dev.millrace.mailer.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.mongo.StoredTemplate;
import dev.millrace.mailer.template.MissingValues;
import dev.millrace.mailer.template.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template as the API shows it; lists leave out layout and text. */
record TemplateView(
        String id,
        int version,
        String name,
        @JsonProperty("class") MessageClass messageClass,
        String subject,
        @Nullable String preheader,
        @Nullable String mjml,
        @Nullable String text,
        MissingValues missing,
        Map<String, Variant> variants,
        Instant updatedAt) {

    /** All templates. */
    record Listing(List<TemplateView> templates) {}

    /** Versions of one template. */
    record Versions(List<TemplateView> versions) {}

    static TemplateView whole(StoredTemplate template) {
        return of(template, template.source().mjml(), template.source().text());
    }

    static TemplateView brief(StoredTemplate template) {
        return of(template, null, null);
    }

    private static TemplateView of(StoredTemplate template, @Nullable String mjml, @Nullable String text) {
        return new TemplateView(
                template.source().id(),
                template.version(),
                template.source().name(),
                template.source().messageClass(),
                template.source().subject(),
                template.source().preheader(),
                mjml,
                text,
                template.source().missing(),
                template.source().variants().byName(),
                template.updatedAt());
    }
}
