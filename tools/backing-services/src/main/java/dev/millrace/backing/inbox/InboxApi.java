package dev.millrace.backing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The mails as JSON, in the shapes and under the names of Mailpit's API, so that its clients work here too. */
final class InboxApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MailStore store;

    InboxApi(MailStore store) {
        this.store = store;
    }

    String list(int start, int limit) {
        ObjectNode answer = JSON.createObjectNode();
        List<Mail.Summary> page = store.list(start, limit);
        int total = store.size();
        answer.put("total", total)
                .put("unread", total)
                .put("count", page.size())
                .put("messages_count", total)
                .put("messages_unread", total)
                .put("start", start);
        answer.putArray("tags");
        ArrayNode messages = answer.putArray("messages");
        page.forEach(mail -> messages.add(summary(mail)));
        return answer.toString();
    }

    Optional<String> message(String id) throws IOException {
        Optional<Mail.Summary> found = store.find(id);
        Optional<byte[]> raw = store.raw(id);
        if (found.isEmpty() || raw.isEmpty()) {
            return Optional.empty();
        }
        Mail mail = MailParser.parse(raw.get());
        ObjectNode answer = people(found.get());
        answer.set("Bcc", JSON.createArrayNode());
        answer.put("ReturnPath", "");
        answer.put("Subject", mail.subject());
        answer.set("ListUnsubscribe", listUnsubscribe(mail));
        answer.put("Date", mail.date().orElse(found.get().received()).toString());
        answer.put("Created", found.get().received().toString());
        answer.putArray("Tags");
        answer.put("Username", "");
        answer.put("Text", mail.text()).put("HTML", mail.html()).put("Size", mail.size());
        answer.putArray("Inline");
        ArrayNode attachments = answer.putArray("Attachments");
        mail.attachments().forEach(part -> attachments
                .addObject()
                .put("FileName", part.fileName())
                .put("ContentType", part.contentType())
                .put("Size", part.size()));
        return Optional.of(answer.toString());
    }

    Optional<String> headers(String id) throws IOException {
        return store.raw(id)
                .map(raw -> JSON.valueToTree(MailParser.parse(raw).headers()).toString());
    }

    /** Deletes the mails whose ids the body names ({@code {"IDs": [...]}}), or all without a body. */
    void delete(byte[] body) throws IOException {
        JsonNode ids =
                body.length == 0 ? JSON.missingNode() : JSON.readTree(body).path("IDs");
        if (ids.isEmpty()) {
            store.deleteAll();
        }
        for (JsonNode id : ids) {
            store.delete(id.asText());
        }
    }

    private static ObjectNode summary(Mail.Summary mail) {
        ObjectNode summary = people(mail);
        summary.set("Bcc", JSON.createArrayNode());
        summary.put("Read", false)
                .put("Subject", mail.subject())
                .put("Created", mail.received().toString())
                .put("Username", "")
                .put("Size", mail.size())
                .put("Attachments", mail.attachments())
                .put("Snippet", mail.snippet());
        summary.putArray("Tags");
        return summary;
    }

    private static ObjectNode people(Mail.Summary mail) {
        ObjectNode people = JSON.createObjectNode().put("ID", mail.id()).put("MessageID", mail.messageId());
        people.set("From", mail.from().<JsonNode>map(InboxApi::address).orElse(JSON.nullNode()));
        people.set("To", addresses(mail.to()));
        people.set("Cc", addresses(mail.cc()));
        people.set("ReplyTo", addresses(mail.replyTo()));
        return people;
    }

    private static ObjectNode listUnsubscribe(Mail mail) {
        String header = first(mail, "List-Unsubscribe");
        ObjectNode node = JSON.createObjectNode().put("Header", header);
        ArrayNode links = node.putArray("Links");
        for (String part : header.split(",")) {
            String link = part.strip().replaceAll("^<|>$", "");
            if (!link.isEmpty()) {
                links.add(link);
            }
        }
        return node.put("Errors", "").put("HeaderPost", first(mail, "List-Unsubscribe-Post"));
    }

    private static String first(Mail mail, String header) {
        return mail.headers().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(header))
                .map(entry -> entry.getValue().get(0))
                .findFirst()
                .orElse("");
    }

    private static ArrayNode addresses(List<Mail.Address> addresses) {
        ArrayNode node = JSON.createArrayNode();
        addresses.forEach(address -> node.add(address(address)));
        return node;
    }

    private static ObjectNode address(Mail.Address address) {
        return JSON.createObjectNode().put("Name", address.name()).put("Address", address.address());
    }
}
