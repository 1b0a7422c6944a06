package dev.millrace.quickstart.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in a mail what a reader can react to: the tracking pixel, the tracked links and the unsubscribe button. */
final class MailHtml {

    private static final Pattern PIXEL = Pattern.compile("<img[^>]*?\\bsrc=\"([^\"]*/t/o/[^\"]*)\"");
    private static final Pattern LINK = Pattern.compile("<a[^>]*?\\bhref=\"([^\"]*/t/c/[^\"]*)\"");
    private static final Pattern UNSUBSCRIBE = Pattern.compile("<a[^>]*?\\bhref=\"([^\"]*/u/[^\"]*)\"");

    private MailHtml() {}

    /** From the inbox's JSON of one message. */
    static Letterbox.Mail read(String id, JsonNode message) {
        String html = message.path("HTML").asText();
        Optional<String> button = Stream.concat(
                        stream(message.path("ListUnsubscribe").path("Links")).filter(link -> link.startsWith("http")),
                        found(UNSUBSCRIBE, html).stream())
                .findFirst();
        return new Letterbox.Mail(
                id,
                message.path("To").path(0).path("Address").asText(),
                found(PIXEL, html).stream().findFirst(),
                found(LINK, html),
                button);
    }

    private static List<String> found(Pattern pattern, String html) {
        return pattern.matcher(html)
                .results()
                .map(match -> match.group(1).replace("&amp;", "&"))
                .toList();
    }

    private static Stream<String> stream(JsonNode texts) {
        return java.util.stream.StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText);
    }
}
