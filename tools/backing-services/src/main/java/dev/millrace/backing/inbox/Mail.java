package dev.millrace.backing.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a reader sees of a mail. Headers keep their names as sent and their order; absent text is empty. */
record Mail(
        Optional<Address> from,
        List<Address> to,
        List<Address> cc,
        List<Address> replyTo,
        String subject,
        String messageId,
        Optional<Instant> date,
        Map<String, List<String>> headers,
        String text,
        String html,
        List<Part> attachments,
        int size) {

    private static final int SNIPPET = 250;

    record Address(String name, String address) {}

    record Part(String fileName, String contentType, int size) {}

    /** A line of the list. */
    record Summary(
            String id,
            Instant received,
            Optional<Address> from,
            List<Address> to,
            List<Address> cc,
            List<Address> replyTo,
            String subject,
            String messageId,
            int attachments,
            int size,
            String snippet) {}

    Summary summary(String id, Instant received) {
        return new Summary(
                id, received, from, to, cc, replyTo, subject, messageId, attachments.size(), size, snippet());
    }

    private String snippet() {
        String words = (text.isBlank() ? withoutTags(html) : text)
                .replaceAll("https?://\\S+", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return words.length() <= SNIPPET ? words : words.substring(0, SNIPPET) + "...";
    }

    private static String withoutTags(String html) {
        return html.replaceAll("(?is)<(style|script|head)\\b.*?</\\1>", " ").replaceAll("<[^>]*>", " ");
    }
}
