package dev.millrace.mailer.returned;

import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.report.Report;
import dev.millrace.mailer.report.Report.Bounced;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * A mail that came to one of our return addresses, read as far as it is a report: of a server (RFC 3464), which says what became
 * of a mail, or of a mailbox provider whose reader complained (RFC 5965). Anything else, such as an absence note, says nothing.
 */
final class ReturnedMail {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int MAX_PARTS = 20;

    private final List<Report> reports = new ArrayList<>();
    private final String text;

    private ReturnedMail(String text) {
        this.text = text;
    }

    /**
     * Reads a mail.
     *
     * @throws MessagingException if it is none, or broken
     */
    static ReturnedMail read(byte[] bytes) throws MessagingException, IOException {
        ReturnedMail mail = new ReturnedMail(new String(bytes, StandardCharsets.ISO_8859_1));
        MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
        if (message.isMimeType("multipart/report")) {
            mail.parts(new MimeMultipart(message.getDataHandler().getDataSource()));
        }
        return mail;
    }

    /** What it tells; empty if it is no report. */
    List<Report> reports() {
        return reports;
    }

    /** The first of our signed addresses that stands in it: in the envelope it quotes, or in the mail's own headers. */
    Optional<ReturnAddresses.Return> quoted(ReturnAddresses addresses) {
        // a header may have been folded within the address
        return addresses.find(text.replaceAll("\\r?\\n[ \\t]+", ""));
    }

    private void parts(MimeMultipart parts) throws MessagingException, IOException {
        for (int i = 0; i < Math.min(parts.getCount(), MAX_PARTS); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status")) {
                DeliveryStatus status = new DeliveryStatus(part.getInputStream());
                for (int recipient = 0; recipient < status.getRecipientDSNCount(); recipient++) {
                    delivery(status.getRecipientDSN(recipient)).ifPresent(reports::add);
                }
            } else if (part.isMimeType("message/feedback-report")) {
                feedback(new InternetHeaders(part.getInputStream())).ifPresent(reports::add);
            }
        }
    }

    private static Optional<Report> delivery(InternetHeaders recipient) {
        String status = value(recipient, "Status").replaceAll("[^0-9.].*", "");
        String said = value(recipient, "Diagnostic-Code").replaceFirst("(?i)^\\s*(smtp|x-[a-z-]+)\\s*;\\s*", "");
        return switch (value(recipient, "Action").toLowerCase(Locale.ROOT)) {
            case "failed" -> Optional.of(Bounced.of(status.isEmpty() ? "5.0.0" : status, said));
            case "delayed" -> Optional.of(new Report.Delayed());
            case "delivered" -> Optional.of(new Report.Delivered());
            default -> Optional.empty();
        };
    }

    private static Optional<Report> feedback(InternetHeaders report) {
        return switch (value(report, "Feedback-Type").toLowerCase(Locale.ROOT)) {
            case "abuse", "fraud" -> Optional.of(new Report.Complained());
            case "opt-out", "opt-out-list" -> Optional.of(new Report.Unsubscribed("feedback-loop"));
            default -> Optional.empty();
        };
    }

    private static String value(InternetHeaders headers, String name) {
        @Nullable String[] values = headers.getHeader(name);
        String first = values == null || values.length == 0 ? null : values[0];
        return first == null ? "" : first.replaceAll("\\s+", " ").strip();
    }
}
