package dev.millrace.mailer.rest;

import dev.millrace.mailer.mail.Composition.Composed;
import dev.millrace.mailer.mail.OutgoingMail;
import dev.millrace.mailer.mongo.StoredTemplate;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mail as it would go out.
 *
 * @param template the variant that was taken, in that {@code version}
 * @param htmlBytes of which Gmail shows the first 104,448
 * @param replacedLinks how many addresses out of data led to places that nobody allowed
 */
record PreviewView(
        String template,
        int version,
        String subject,
        Map<String, String> headers,
        String html,
        String text,
        int htmlBytes,
        int textBytes,
        int replacedLinks) {

    static PreviewView of(StoredTemplate template, Composed composed) {
        OutgoingMail mail = composed.mail();
        return new PreviewView(
                template.source().id(),
                template.version(),
                mail.subject(),
                headers(mail),
                mail.html(),
                mail.text(),
                mail.html().getBytes(StandardCharsets.UTF_8).length,
                mail.text().getBytes(StandardCharsets.UTF_8).length,
                composed.replacedLinks());
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
