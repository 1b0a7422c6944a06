package dev.millrace.ingest.storefront;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The welcome pop-up: asks a visitor for their address and permission.
 *
 * @param id names it in events; a visitor who closed one may be shown another
 * @param status of the permission: {@code subscribed}, or {@code pending} where it is to be confirmed by mail
 * @param purpose of the permission
 * @param language of the texts for visitors whose own language there is none for
 * @param texts by language as BCP 47 has it, in lower case
 */
public record Popup(
        String id, String status, String purpose, String language, PopupRule rule, Map<String, PopupTexts> texts) {

    private static final List<String> STATES = List.of("subscribed", "pending");
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,60}");
    private static final int MAX_LANGUAGES = 50;

    public Popup {
        Map<String, PopupTexts> byLanguage = new TreeMap<>();
        texts.forEach((tag, said) -> byLanguage.put(tag.toLowerCase(Locale.ROOT), said));
        texts = Map.copyOf(byLanguage);
        language = language.toLowerCase(Locale.ROOT);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the pop-up's id is " + id + ", expected lower-case letters and digits");
        }
        if (!STATES.contains(status)) {
            throw new IllegalArgumentException(
                    "the pop-up's status is " + status + ", expected " + String.join(" or ", STATES));
        }
        if (!texts.containsKey(language)) {
            throw new IllegalArgumentException("the pop-up has no texts for its language " + language);
        }
        if (texts.size() > MAX_LANGUAGES) {
            throw new IllegalArgumentException("at most " + MAX_LANGUAGES + " languages fit");
        }
    }
}
