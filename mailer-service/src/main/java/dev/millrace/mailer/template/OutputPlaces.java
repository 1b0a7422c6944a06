package dev.millrace.mailer.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in its HTML a template prints values. Escaping makes a value safe in text and in a quoted attribute; elsewhere it
 * has to be kept away: in a style it passes {@link CssFilter}, and as an address only links and pictures take it, for those
 * alone are decided about.
 */
final class OutputPlaces {

    private static final Pattern TAG = Pattern.compile(
            "<!--|<style\\b[^>]*>(.*?)</style\\s*>|<([a-z][a-z0-9-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z][a-zA-Z:-]*)\\s*=\\s*(\"[^\"]*\"|'[^']*')");
    private static final Set<String> ADDRESSES = Set.of(
            "href",
            "src",
            "srcset",
            "background",
            "poster",
            "action",
            "formaction",
            "data",
            "cite",
            "longdesc",
            "ping",
            "xlink:href");

    private final Set<Integer> inStyles = new HashSet<>();
    private final List<Integer> misplaced = new ArrayList<>();

    private OutputPlaces() {}

    /** @param html with words in place of its Liquid */
    static OutputPlaces in(String html) {
        OutputPlaces places = new OutputPlaces();
        Matcher tags = TAG.matcher(html);
        while (tags.find()) {
            if (tags.group(1) != null) {
                places.inStyles.addAll(Placeholders.numbersIn(tags.group(1)));
            } else if (tags.group(2) != null) {
                places.readTag(tags.group(2).toLowerCase(Locale.ROOT), tags.group(3));
            }
        }
        return places;
    }

    /** Numbers of the placeholders that stand in styles. */
    Set<Integer> inStyles() {
        return inStyles;
    }

    /** Numbers of the placeholders that stand where nothing makes a value safe. */
    List<Integer> misplaced() {
        return misplaced;
    }

    private void readTag(String element, String attributes) {
        misplaced.addAll(Placeholders.numbersIn(element));
        misplaced.addAll(Placeholders.numbersIn(ATTRIBUTE.matcher(attributes).replaceAll(" ")));
        Matcher each = ATTRIBUTE.matcher(attributes);
        while (each.find()) {
            String name = each.group(1).toLowerCase(Locale.ROOT);
            List<Integer> values = Placeholders.numbersIn(each.group(2));
            boolean decided =
                    (element.equals("a") && name.equals("href")) || (element.equals("img") && name.equals("src"));
            if (name.equals("style")) {
                inStyles.addAll(values);
            } else if (name.startsWith("on") || (ADDRESSES.contains(name) && !decided)) {
                misplaced.addAll(values);
            }
        }
    }
}
