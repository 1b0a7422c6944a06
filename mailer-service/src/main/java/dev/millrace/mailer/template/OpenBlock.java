package dev.millrace.mailer.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Liquid block without its end. The parser notices only at the end of the text, which tells an author nothing; this finds
 * where the innermost unfinished block begins.
 */
record OpenBlock(String tag, int index) {

    private static final Pattern BLOCK_TAG =
            Pattern.compile("\\{%-?\\s*(end)?(if|unless|case|for|capture|comment)\\b[^%]*(?:%(?!})[^%]*)*%}");

    static Optional<OpenBlock> lastIn(String source) {
        Deque<OpenBlock> open = new ArrayDeque<>();
        Matcher tags = BLOCK_TAG.matcher(source);
        while (tags.find()) {
            if (tags.group(1) == null) {
                open.push(new OpenBlock(tags.group(2), tags.start()));
            } else if (open.isEmpty() || !open.pop().tag.equals(tags.group(2))) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(open.peek());
    }

    Problem problem(String path, String source) {
        Place place = Place.of(source, index);
        return new Problem(
                path,
                place.line(),
                place.column(),
                "this {% " + tag + " %} is never ended",
                tag,
                "{% end" + tag + " %}",
                null);
    }
}
