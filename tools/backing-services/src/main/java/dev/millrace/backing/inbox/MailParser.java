package dev.millrace.backing.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads a raw mail. A mail that can't be read as MIME is still a mail: it is shown with its raw text, so that nothing that
 * was received is missing from the list.
 */
final class MailParser {

    private static final Session SESSION = Session.getInstance(new Properties());

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<Mail.Part> attachments = new ArrayList<>();

    private MailParser() {}

    static Mail parse(byte[] raw) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            MailParser parser = new MailParser();
            parser.read(message);
            return new Mail(
                    addresses(message.getHeader("From")).stream().findFirst(),
                    addresses(message.getHeader("To")),
                    addresses(message.getHeader("Cc")),
                    addresses(message.getHeader("Reply-To")),
                    orEmpty(message.getSubject()),
                    orEmpty(message.getMessageID()).replaceAll("^<|>$", ""),
                    Optional.ofNullable(message.getSentDate()).map(Date::toInstant),
                    headers(message),
                    parser.text.toString(),
                    parser.html.toString(),
                    List.copyOf(parser.attachments),
                    raw.length);
        } catch (MessagingException | IOException e) {
            return unreadable(raw);
        }
    }

    private void read(Part part) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                read(child);
            }
        } else if (!isAttachment(part) && part.isMimeType("text/html")) {
            html.append(part.getContent());
        } else if (!isAttachment(part) && part.isMimeType("text/*")) {
            text.append(part.getContent());
        } else {
            attachments.add(new Mail.Part(orEmpty(part.getFileName()), part.getContentType(), part.getSize()));
        }
    }

    private static boolean isAttachment(Part part) throws MessagingException {
        return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    }

    private static List<Mail.Address> addresses(String @Nullable [] header) {
        if (header == null) {
            return List.of();
        }
        try {
            return Arrays.stream(InternetAddress.parseHeader(String.join(",", header), false))
                    .map(address -> new Mail.Address(orEmpty(address.getPersonal()), orEmpty(address.getAddress())))
                    .toList();
        } catch (MessagingException e) {
            return List.of(new Mail.Address("", String.join(",", header)));
        }
    }

    private static Map<String, List<String>> headers(Message message) throws MessagingException, IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                    .add(MimeUtility.decodeText(MimeUtility.unfold(header.getValue())));
        }
        return headers;
    }

    private static Mail unreadable(byte[] raw) {
        String shown = new String(raw, java.nio.charset.StandardCharsets.UTF_8);
        return new Mail(
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                "(this mail is not valid MIME)",
                "",
                Optional.empty(),
                Map.of(),
                shown,
                "",
                List.of(),
                raw.length);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
