package dev.millrace.mailer.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the Liquid out of a text and puts it back later. In between stand words without any meaning to MJML, so that its
 * compiler neither escapes a comparison nor trips over a quote within a quoted attribute.
 */
final class Placeholders {

    private static final Pattern WORD = Pattern.compile("lqd([0-9]+)x");
    private static final Pattern LIQUID = Pattern.compile(
            "\\{\\{(?:\"[^\"]*\"|'[^']*'|[^'\"])*?}}|\\{%(?:\"[^\"]*\"|'[^']*'|[^'\"])*?%}", Pattern.DOTALL);

    private final String source;
    private final String replaced;
    private final List<String> liquid = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();

    Placeholders(String source) {
        this.source = source;
        this.replaced = LIQUID.matcher(source).replaceAll(found -> {
            liquid.add(found.group());
            positions.add(found.start());
            // line breaks stay, so that places in the replaced text are on the same lines
            return "lqd" + (liquid.size() - 1) + "x"
                    + "\n".repeat((int)
                            found.group().chars().filter(c -> c == '\n').count());
        });
    }

    /** Whether the text itself has such a word, which would be taken for a placeholder. */
    static boolean contains(String text) {
        return WORD.matcher(text).find();
    }

    static List<Integer> numbersIn(String text) {
        return WORD.matcher(text)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }

    static String without(String text) {
        return WORD.matcher(text).replaceAll("");
    }

    String replaced() {
        return replaced;
    }

    String restore(String compiled) {
        return WORD.matcher(compiled)
                .replaceAll(found -> Matcher.quoteReplacement(liquid.get(Integer.parseInt(found.group(1)))));
    }

    /** Puts it back, with a filter at the end of those outputs. */
    String restore(String compiled, Set<Integer> filtered, String filter) {
        return WORD.matcher(compiled).replaceAll(found -> {
            int number = Integer.parseInt(found.group(1));
            String written = liquid.get(number);
            return Matcher.quoteReplacement(
                    filtered.contains(number) && isOutput(number) ? withFilter(written, filter) : written);
        });
    }

    private static String withFilter(String output, String filter) {
        int end = output.length() - (output.endsWith("-}}") ? "-}}".length() : "}}".length());
        return output.substring(0, end) + " | " + filter + " " + output.substring(end);
    }

    private boolean isOutput(int number) {
        return liquid.get(number).startsWith("{{");
    }

    /** The first Liquid that the compiled text has lost, or has as the name of an attribute. */
    Optional<Problem> firstMisplaced(String path, String compiled) {
        OutputPlaces places = OutputPlaces.in(compiled);
        for (int i = 0; i < liquid.size(); i++) {
            String word = "lqd" + i + "x";
            if (!compiled.contains(word)) {
                return Optional.of(misplaced(
                        path, i, "MJML drops what stands here: wrap it in <mj-raw>, or move it into the text"));
            }
            if (places.misplaced().contains(i) && isOutput(i)) {
                return Optional.of(misplaced(
                        path,
                        i,
                        "nothing makes a value safe here: print values in text, in quoted attributes, and as addresses only"
                                + " of links (<a href>) and pictures (<img src>)"));
            }
            if (Pattern.compile("\\s" + word + "[\\w-]*=\"").matcher(compiled).find()) {
                return Optional.of(misplaced(
                        path,
                        i,
                        "MJML sorts attributes: write Liquid within an attribute's value, not between attributes"));
            }
        }
        return Optional.empty();
    }

    private Problem misplaced(String path, int i, String message) {
        Place place = Place.of(source, positions.get(i));
        return new Problem(path, place.line(), place.column(), message, liquid.get(i), null, null);
    }
}
