package dev.millrace.mailer.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.report.Report.Bounced;
import dev.millrace.mailer.report.Report.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SendGrid's events, a list at a time (www.twilio.com/docs/sendgrid/for-developers/tracking-events/event). The mail is told by the unique
 * argument {@value #MAIL}, that an X-SMTPAPI header gave it, else by the Message-ID that we gave it.
 */
public final class SendGridEvents {

    public static final String MAIL = "millrace_mail";

    private SendGridEvents() {}

    public static List<Told> read(JsonNode events) {
        List<Told> told = new ArrayList<>();
        for (JsonNode event : events) {
            report(event).ifPresent(report -> mail(event).ifPresent(mail -> told.add(new Told(mail, report))));
        }
        return told;
    }

    private static Optional<Report> report(JsonNode event) {
        return switch (event.path("event").asText()) {
            case "bounce" -> Optional.of(bounce(event));
            case "dropped" -> dropped(event.path("reason").asText());
            case "delivered" -> Optional.of(new Report.Delivered());
            case "deferred" -> Optional.of(new Report.Delayed());
            case "spamreport" -> Optional.of(new Report.Complained());
            case "unsubscribe", "group_unsubscribe" -> Optional.of(new Report.Unsubscribed("sendgrid"));
            default -> Optional.empty();
        };
    }

    /** A block is about this mail or us, a bounce about the address. */
    private static Report bounce(JsonNode event) {
        String status = event.path("status").asText();
        String said = event.path("reason").asText();
        boolean blocked = event.path("type").asText().equals("blocked");
        if (!blocked && !status.startsWith("5.7.") && !status.startsWith("5.2.")) {
            return Bounced.forGood(status, said);
        }
        return Bounced.of(status.isEmpty() ? "5.0.0" : status, said);
    }

    /** SendGrid did not try, because of what it remembers of the address. */
    private static Optional<Report> dropped(String reason) {
        return switch (reason) {
            case "Bounced Address", "Invalid" -> Optional.of(Bounced.forGood("5.1.1", "dropped: " + reason));
            case "Unsubscribed Address" -> Optional.of(new Report.Unsubscribed("sendgrid"));
            case "Spam Reporting Address" -> Optional.of(new Report.Complained());
            default -> Optional.of(Bounced.of("5.0.0", "dropped: " + reason));
        };
    }

    private static Optional<MailId> mail(JsonNode event) {
        Optional<MailId> argument = MailId.parse(event.path(MAIL).asText());
        return argument.isPresent()
                ? argument
                : MailId.ofHeader(event.path("smtp-id").asText());
    }
}
