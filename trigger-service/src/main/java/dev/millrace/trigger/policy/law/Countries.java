package dev.millrace.trigger.policy.law;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;

/** Countries as people write them: by two or three letters, or by their English name. */
final class Countries {

    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The two letters; null for what names no country. */
    static @Nullable String code(String text) {
        return CODES.get(text.strip().toLowerCase(Locale.ROOT));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale.Builder().setRegion(code).build();
            codes.put(country.getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
            try {
                codes.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
            } catch (MissingResourceException noSuchCode) {
                // a few countries have two letters only
            }
        }
        for (String code : Locale.getISOCountries()) {
            codes.put(code.toLowerCase(Locale.ROOT), code);
        }
        codes.put("uk", "GB");
        codes.put("great britain", "GB");
        codes.put("usa", "US");
        codes.put("united states of america", "US");
        return Map.copyOf(codes);
    }
}
