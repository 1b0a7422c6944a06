package dev.millrace.mailer.template;

import dev.millrace.contract.MessageCommand.MessageClass;
import org.jspecify.annotations.Nullable;

/**
 * A template as its author wrote it.
 *
 * @param subject Liquid, one line
 * @param preheader Liquid: what an inbox shows behind the subject
 * @param mjml layout in MJML with Liquid in it
 * @param text Liquid for the plain text part; null to have it made from the HTML
 * @param missing what becomes of a message when something that is printed is not known
 * @param variants subjects and preheaders of which each message gets one; none for the template's own
 */
public record TemplateSource(
        String id,
        String name,
        MessageClass messageClass,
        String subject,
        @Nullable String preheader,
        String mjml,
        @Nullable String text,
        MissingValues missing,
        Variants variants) {

    TemplateSource withLayout(String layout) {
        return new TemplateSource(id, name, messageClass, subject, preheader, layout, text, missing, variants);
    }

    TemplateSource under(Variant lines) {
        return new TemplateSource(
                id,
                name,
                messageClass,
                lines.subject() == null ? subject : lines.subject(),
                lines.preheader() == null ? preheader : lines.preheader(),
                mjml,
                text,
                missing,
                Variants.NONE);
    }
}
