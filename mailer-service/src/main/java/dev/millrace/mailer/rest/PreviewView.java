package dev.millrace.mailer.rest;

import dev.millrace.mailer.mail.Composition.Composed;
import dev.millrace.mailer.mail.OutgoingMail;
import dev.millrace.mailer.mongo.StoredTemplate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it would go out.
 *
 * @param template the one for the language, in that {@code version}
 * @param variant under whose subject and preheader; null for the template's own
 * @param htmlBytes of which Gmail shows the first 104,448
 * @param replacedLinks how many addresses out of data led to places that nobody allowed
 * @param variants the same under the lines of each variant, where none was asked for by name
 */
record PreviewView(
        String template,
        int version,
        @Nullable String variant,
        String subject,
        Map<String, String> headers,
        String html,
        String text,
        int htmlBytes,
        int textBytes,
        int replacedLinks,
        List<PreviewView> variants) {

    static PreviewView of(
            StoredTemplate template, Optional<String> variant, Composed composed, List<PreviewView> variants) {
        OutgoingMail mail = composed.mail();
        return new PreviewView(
                template.source().id(),
                template.version(),
                variant.orElse(null),
                mail.subject(),
                headers(mail),
                mail.html(),
                mail.text(),
                mail.html().getBytes(StandardCharsets.UTF_8).length,
                mail.text().getBytes(StandardCharsets.UTF_8).length,
                composed.replacedLinks(),
                variants);
    }

    private static Map<String, String> headers(OutgoingMail mail) {
        Map<String, String> headers = new TreeMap<>(mail.headers());
        headers.put("From", mail.fromName() + " <" + mail.fromAddress() + ">");
        headers.put("To", mail.toAddress());
        headers.put("Message-ID", mail.messageId());
        headers.put("Subject", mail.subject());
        return headers;
    }
}
