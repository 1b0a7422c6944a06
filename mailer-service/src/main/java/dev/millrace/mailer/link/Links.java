package dev.millrace.mailer.link;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the links that lead from a mail back here, and reads them again. A token says for which message it is, and for a
 * click also the target: as the target is signed, nobody can make this service redirect to a place it never linked to.
 */
public final class Links {

    private static final String OPEN = "open";
    private static final String CLICK = "click";

    private final LinkKey key;
    private final String base;
    private final List<String> own;

    /** @param base where this service is reached from outside, with or without a slash at the end */
    public Links(LinkKey key, URI base) {
        this.key = key;
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.own = Stream.concat(Stream.of("/t/"), Arrays.stream(Page.values()).map(Page::path))
                .map(path -> this.base + path)
                .toList();
    }

    /** What a click leads to. */
    public record Click(String message, String target) {}

    public String open(String message) {
        return base + "/t/o/" + key.sign(OPEN, message);
    }

    public String click(String message, String target) {
        return base + "/t/c/" + key.sign(CLICK, message + "\n" + target);
    }

    public String page(Page page, String message) {
        return base + page.path() + key.sign(page.purpose(), message);
    }

    /** Whether the address already is one of ours, which must not be wrapped again. */
    public boolean isOwn(String url) {
        return url.startsWith(base) && own.stream().anyMatch(url::startsWith);
    }

    public Optional<String> readOpen(String token) {
        return key.verify(OPEN, token);
    }

    public Optional<Click> readClick(String token) {
        return key.verify(CLICK, token).map(text -> {
            int end = text.indexOf('\n');
            return new Click(text.substring(0, end), text.substring(end + 1));
        });
    }

    /** Of which message a link to this page was. */
    public Optional<String> readPage(Page page, String token) {
        return key.verify(page.purpose(), token);
    }
}
