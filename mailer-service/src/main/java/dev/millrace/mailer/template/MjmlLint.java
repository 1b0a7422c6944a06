package dev.millrace.mailer.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what the MJML compiler would pass over in silence: elements it does not know or that stand in the wrong place, ends
 * that match no beginning, text between elements, and HTML that no mail should have.
 */
final class MjmlLint {

    private static final Pattern TAG = Pattern.compile(
            "<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", Pattern.DOTALL);
    private static final Pattern BANNED_HTML = Pattern.compile(
            "<\\s*(script|iframe|form|object|embed|base|link|meta|mj-[a-z-]+)\\b|\\son[a-z]+\\s*=",
            Pattern.CASE_INSENSITIVE);

    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean body;

    private record Open(String element, int at) {}

    private MjmlLint(String source) {
        this.source = source;
    }

    /** @param source with Liquid replaced by words of the same meaning to MJML, line for line */
    static List<Problem> check(String source) {
        MjmlLint lint = new MjmlLint(source);
        lint.run();
        return lint.problems;
    }

    private void run() {
        Matcher tags = TAG.matcher(source);
        int position = 0;
        while (tags.find(position)) {
            String text = source.substring(position, tags.start());
            checkText(text, position);
            position = tags.end();
            if (tags.group(2) == null) {
                continue;
            }
            String element = tags.group(2).toLowerCase(Locale.ROOT);
            boolean closed = tags.group(3).stripTrailing().endsWith("/");
            if (!tags.group(1).isEmpty()) {
                close(element, tags.start());
            } else {
                begin(element, tags.group(3), tags.start());
                if (closed) {
                    open.pop();
                } else if (MjmlRules.holdsHtml(element) && !inAttributes()) {
                    position = skipHtml(element, position);
                }
            }
        }
        checkText(source.substring(position), position);
        open.forEach(left -> problem(left.at, "<" + left.element + "> is never closed"));
        if (!body) {
            problems.add(Problem.whole("mjml", "has no <mj-body>: write <mjml><mj-body>...</mj-body></mjml>"));
        }
    }

    private boolean inAttributes() {
        return open.stream().anyMatch(parent -> parent.element.equals("mj-attributes"));
    }

    private void begin(String element, String attributes, int at) {
        Open parent = open.peek();
        if (parent == null) {
            if (!element.equals("mjml")) {
                problem(at, "the outermost element is <mjml>, not <" + element + ">");
            }
        } else if (!MjmlRules.allows(parent.element, element)) {
            Set<String> allowed = new TreeSet<>(MjmlRules.childrenOf(parent.element));
            Place place = Place.of(source, at);
            problems.add(new Problem(
                    "mjml",
                    place.line(),
                    place.column(),
                    "<" + element + "> can't stand in <" + parent.element + ">",
                    element,
                    allowed.isEmpty() ? "no element" : "one of " + allowed,
                    Similar.to(element, allowed).orElse(null)));
        }
        if (element.equals("mj-style") && attributes.contains("inline=")) {
            problem(at, "inline styles are not supported: use <mj-attributes>, or <mj-style> without inline");
        }
        if (attributes.matches("(?is).*\\son[a-z]+\\s*=.*")) {
            problem(at, "mails have no scripts: remove the event attribute");
        }
        body |= element.equals("mj-body");
        open.push(new Open(element, at));
    }

    private void close(String element, int at) {
        Open current = open.peek();
        if (current == null || !current.element.equals(element)) {
            problem(
                    at,
                    "</" + element + "> closes nothing"
                            + (current == null ? "" : ": <" + current.element + "> is open here"));
            return;
        }
        open.pop();
    }

    /** Goes to the end tag of an element that holds HTML, and checks that HTML. */
    private int skipHtml(String element, int from) {
        int end = source.toLowerCase(Locale.ROOT).indexOf("</" + element, from);
        if (end < 0) {
            return source.length();
        }
        if (!element.equals("mj-style")) {
            Matcher banned = BANNED_HTML.matcher(source.substring(from, end));
            if (banned.find()) {
                problem(
                        from + banned.start(),
                        "not allowed in a mail: " + banned.group().strip());
            }
        }
        return end;
    }

    private void checkText(String text, int at) {
        String rest = Placeholders.without(text).strip();
        if (!rest.isEmpty()) {
            int first = at + text.indexOf(rest.charAt(0));
            problem(first, "text between elements is lost: put it into <mj-text>, or HTML into <mj-raw>");
        }
    }

    private void problem(int at, String message) {
        Place place = Place.of(source, at);
        problems.add(Problem.at("mjml", place.line(), place.column(), message));
    }
}
