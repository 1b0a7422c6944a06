package dev.millrace.mailer.template;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the character references that templates use; an unknown one stays as it is. */
public final class Entities {

    /** Between its ampersand and its semicolon. */
    private static final int LONGEST = 9;

    private static final Pattern NUMBER = Pattern.compile("#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("zwnj", ""),
            Map.entry("middot", "·"),
            Map.entry("bull", "•"),
            Map.entry("times", "×"),
            Map.entry("euro", "€"),
            Map.entry("copy", "©"),
            Map.entry("rarr", "→"),
            Map.entry("hellip", "…"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"));

    private Entities() {}

    public static String decode(String text) {
        int begin = text.indexOf('&');
        if (begin < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int copied = 0;
        while (begin >= 0) {
            int limit = Math.min(text.length(), begin + LONGEST + 1);
            int end = begin + 1;
            while (end < limit && text.charAt(end) != ';') {
                end++;
            }
            @Nullable String character = end == limit ? null : character(text.substring(begin + 1, end));
            if (character != null) {
                decoded.append(text, copied, begin).append(character);
                copied = end + 1;
            }
            begin = text.indexOf('&', Math.max(begin + 1, copied));
        }
        return decoded.append(text, copied, text.length()).toString();
    }

    private static @Nullable String character(String reference) {
        String named = NAMED.get(reference);
        if (named != null
                || !reference.startsWith("#")
                || !NUMBER.matcher(reference).matches()) {
            return named;
        }
        boolean hex = reference.charAt(1) == 'x' || reference.charAt(1) == 'X';
        int code = Integer.parseInt(reference.substring(hex ? 2 : 1), hex ? 16 : 10);
        return Character.isValidCodePoint(code) && !Character.isISOControl(code) ? Character.toString(code) : " ";
    }
}
