package dev.millrace.mailer.mongo;

import dev.millrace.mailer.template.CompiledTemplate;
import dev.millrace.mailer.template.TemplateSource;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of a template, as written and as compiled.
 *
 * @param variants by name: the same under the subject and preheader of each variant
 */
public record StoredTemplate(
        TemplateSource source,
        int version,
        CompiledTemplate compiled,
        Map<String, CompiledTemplate> variants,
        Instant updatedAt) {

    public StoredTemplate {
        variants = Map.copyOf(variants);
    }

    /** Those of these variants that there are: one may have been taken out since. */
    public Optional<String> known(Optional<String> variant) {
        return variant.filter(variants::containsKey);
    }

    /** Under a variant's lines, or its own. */
    public CompiledTemplate compiled(Optional<String> variant) {
        return known(variant)
                .map(name -> Objects.requireNonNull(variants.get(name)))
                .orElse(compiled);
    }
}
