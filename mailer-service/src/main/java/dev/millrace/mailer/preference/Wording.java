package dev.millrace.mailer.preference;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the pages say that mails lead to, in one language; a consent that is given there has these words as its proof. They lie
 * in {@code wording_de.properties} and so on beside this class, each with the same keys.
 */
public final class Wording {

    public static final List<String> LANGUAGES = List.of("en", "de", "uk");

    private static final Map<String, Wording> ALL =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(language -> language, Wording::new));
    private static final int LONGEST_HEADER = 200;
    private static final String RANGE =
            "\\s*(\\*|[A-Za-z]{1,8}(-[A-Za-z0-9*]{1,8})*)\\s*(;\\s*q\\s*=\\s*[0-9.]{1,5})?\\s*";

    /** The JDK's parser does not bear everything. */
    private static final Pattern RANGES = Pattern.compile(RANGE + "(," + RANGE + ")*");

    private final String language;
    private final Map<String, String> texts = new HashMap<>();

    private Wording(String language) {
        this.language = language;
        Properties properties = new Properties();
        String file = "wording_" + language + ".properties";
        try (InputStreamReader reader = new InputStreamReader(
                Objects.requireNonNull(Wording.class.getResourceAsStream(file), file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    }

    public static Wording english() {
        return Objects.requireNonNull(ALL.get("en"));
    }

    /**
     * In the reader's language, else in one that their browser asks for, else in English.
     *
     * @param locale of the reader, BCP 47 or with an underscore; null if it is not known
     * @param acceptLanguage as the browser sends it (RFC 9110)
     */
    public static Wording of(@Nullable String locale, @Nullable String acceptLanguage) {
        return spoken(locale == null ? null : locale.strip().replace('_', '-'))
                .or(() -> spoken(acceptLanguage))
                .orElseGet(Wording::english);
    }

    private static Optional<Wording> spoken(@Nullable String ranges) {
        if (ranges == null
                || ranges.length() > LONGEST_HEADER
                || !RANGES.matcher(ranges).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Locale.lookupTag(Locale.LanguageRange.parse(ranges), LANGUAGES))
                    .map(ALL::get);
        } catch (IllegalArgumentException e) {
            // a weight that is none
            return Optional.empty();
        }
    }

    public String language() {
        return language;
    }

    /** All texts of a shop, by their keys. */
    public Map<String, String> texts(String shop) {
        return texts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, text -> filled(text.getValue(), shop)));
    }

    /** @throws IllegalArgumentException if there is no such text */
    public String text(String key, String shop) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("there is no text " + key + " in " + language);
        }
        return filled(text, shop);
    }

    private static String filled(String text, String shop) {
        return text.replace("{shop}", shop);
    }
}
