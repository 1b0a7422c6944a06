package dev.millrace.mailer.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pieces of layout that templates share: {@code {% render "footer" %}} puts one in its place when the template is saved. A
 * template in German takes {@code footer.de} if there is one. Parts may use parts.
 */
public record Parts(Map<String, String> layouts) {

    public static final Parts NONE = new Parts(Map.of());

    private static final Pattern RENDER = Pattern.compile("\\{%-?\\s*render\\s+[\"']([^\"']*)[\"']\\s*-?%}");
    private static final int MAX_DEPTH = 5;

    public Parts {
        layouts = Map.copyOf(layouts);
    }

    /** The same with one more, or with another layout of one. */
    public Parts with(String name, String layout) {
        Map<String, String> changed = new HashMap<>(layouts);
        changed.put(name, layout);
        return new Parts(changed);
    }

    /** Names of parts that a layout asks for itself. */
    public static Set<String> namedIn(String layout) {
        Set<String> names = new LinkedHashSet<>();
        RENDER.matcher(layout).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** What is wrong with the parts that a layout asks for. */
    List<Problem> problems(String path, String layout, String locale) {
        List<Problem> problems = new ArrayList<>();
        Matcher asked = RENDER.matcher(layout);
        while (asked.find()) {
            String name = asked.group(1);
            Place place = Place.of(layout, asked.start());
            if (find(name, locale).isEmpty()) {
                problems.add(new Problem(
                        path,
                        place.line(),
                        place.column(),
                        "there is no part of this name; PUT /api/parts/" + name + " saves one",
                        name,
                        null,
                        Similar.to(name, layouts.keySet()).orElse(null)));
            } else if (depth(name, locale, 0) > MAX_DEPTH) {
                problems.add(Problem.at(
                        path,
                        place.line(),
                        place.column(),
                        "the part " + name + " has itself in it, or too many others"));
            }
        }
        return problems;
    }

    /** The layout with its parts in it, each in one line, so that all that is the author's keeps its line. */
    String in(String layout, String locale) {
        return RENDER.matcher(layout).replaceAll(asked -> {
            String part = find(asked.group(1), locale).orElse("");
            return Matcher.quoteReplacement(in(part, locale).replaceAll("\\s*\\R\\s*", " "));
        });
    }

    private int depth(String name, String locale, int above) {
        int deepest = above + 1;
        if (above <= MAX_DEPTH) {
            for (String inner : namedIn(find(name, locale).orElse(""))) {
                deepest = Math.max(deepest, depth(inner, locale, above + 1));
            }
        }
        return deepest;
    }

    private Optional<String> find(String name, String locale) {
        return Locales.namesOf(name, locale).stream()
                .filter(layouts::containsKey)
                .map(layouts::get)
                .findFirst();
    }
}
