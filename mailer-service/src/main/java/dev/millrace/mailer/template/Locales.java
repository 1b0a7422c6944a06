package dev.millrace.mailer.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How variants of one thing for several languages are called: {@code welcome.pt-br}, {@code welcome.pt}, {@code welcome}. */
public final class Locales {

    private Locales() {}

    /**
     * Where to look for somebody's variant, the closest first.
     *
     * @param locale BCP 47, also with an underscore; anything else has no variant
     */
    public static List<String> namesOf(String name, String locale) {
        List<String> names = new ArrayList<>();
        String tag = locale.strip().replace('_', '-').toLowerCase(Locale.ROOT);
        if (tag.matches("[a-z]{2,3}(-[a-z0-9]{2,8})*")) {
            for (int end = tag.length(); end > 0; end = tag.lastIndexOf('-', end - 1)) {
                names.add(name + "." + tag.substring(0, end));
            }
        }
        names.add(name);
        return names;
    }
}
