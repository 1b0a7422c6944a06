package dev.millrace.mailer.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.template.MissingValues;
import dev.millrace.mailer.template.Problem;
import dev.millrace.mailer.template.TemplateSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A template as it is sent to be saved. */
record TemplateBody(
        @Nullable String name,
        @JsonProperty("class") @Nullable MessageClass messageClass,
        @Nullable String subject,
        @Nullable String preheader,
        @Nullable String mjml,
        @Nullable String text,
        @Nullable MissingValues missing,
        @Nullable JsonNode variants) {

    List<Problem> required() {
        List<Problem> problems = new ArrayList<>();
        require(problems, "class", messageClass, "is missing: marketing or transactional");
        require(problems, "subject", subject, "is missing: one line of text");
        require(problems, "mjml", mjml, "is missing: the layout");
        VariantsReader.read(variants, problems);
        return problems;
    }

    /** Only when nothing is {@link #required} any more. */
    TemplateSource source(String id) {
        if (messageClass == null || subject == null || mjml == null) {
            throw new IllegalStateException("the template lacks something");
        }
        return new TemplateSource(
                id,
                name == null ? id : name,
                messageClass,
                subject,
                blankToNull(preheader),
                mjml,
                blankToNull(text),
                missing == null ? MissingValues.DEFAULT : missing,
                VariantsReader.read(variants, new ArrayList<>()));
    }

    private static void require(List<Problem> problems, String path, @Nullable Object value, String message) {
        if (value == null) {
            problems.add(new Problem(path, 0, 0, message, null, null, null));
        }
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
