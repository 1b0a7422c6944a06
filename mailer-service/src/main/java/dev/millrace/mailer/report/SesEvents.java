package dev.millrace.mailer.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.report.Report.Bounced;
import dev.millrace.mailer.report.Report.Told;
import java.util.List;
import java.util.Optional;

/**
 * Amazon SES' notifications and events, as SNS brings them
 * (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). The mail is told by the Message-ID that we gave
 * it, which SES hands on among the headers.
 */
public final class SesEvents {

    private SesEvents() {}

    /** What an event tells; empty for one that tells nothing new, or of no mail of ours. */
    public static List<Told> read(JsonNode event) {
        String kind =
                event.path("eventType").asText(event.path("notificationType").asText());
        Optional<Report> report =
                switch (kind) {
                    case "Bounce" -> Optional.of(bounce(event.path("bounce")));
                    case "Reject" ->
                        Optional.of(Bounced.of(
                                "5.7.1",
                                "rejected: "
                                        + event.path("reject").path("reason").asText()));
                    case "Complaint" -> Optional.of(new Report.Complained());
                    case "Delivery" -> Optional.of(new Report.Delivered());
                    case "DeliveryDelay" -> Optional.of(new Report.Delayed());
                    case "Subscription" -> Optional.of(new Report.Unsubscribed("ses"));
                    default -> Optional.empty();
                };
        return report.flatMap(told -> mail(event.path("mail")).map(mail -> new Told(mail, told))).stream()
                .toList();
    }

    private static Report bounce(JsonNode bounce) {
        JsonNode recipient = bounce.path("bouncedRecipients").path(0);
        String status = recipient.path("status").asText();
        String said = recipient
                .path("diagnosticCode")
                .asText(bounce.path("bounceSubType").asText());
        if (!bounce.path("bounceType").asText().equals("Permanent")) {
            return Bounced.of(status.isEmpty() ? "4.0.0" : status, said);
        }
        return status.startsWith("5.7.") ? Bounced.of(status, said) : Bounced.forGood(status, said);
    }

    private static Optional<MailId> mail(JsonNode mail) {
        for (JsonNode header : mail.path("headers")) {
            if (header.path("name").asText().equalsIgnoreCase("Message-ID")) {
                return MailId.ofHeader(header.path("value").asText());
            }
        }
        return Optional.empty();
    }
}
