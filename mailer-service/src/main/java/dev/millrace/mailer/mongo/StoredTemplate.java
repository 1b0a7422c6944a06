package dev.millrace.mailer.mongo;

import dev.millrace.mailer.template.CompiledTemplate;
import dev.millrace.mailer.template.TemplateSource;
import java.time.Instant;

/** One version of a template, as written and as compiled. */
public record StoredTemplate(TemplateSource source, int version, CompiledTemplate compiled, Instant updatedAt) {}
