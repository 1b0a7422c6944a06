package dev.millrace.mailer.preference;

import org.jspecify.annotations.Nullable;

/**
 * What somebody said about being written to, with what proves it.
 *
 * @param channel {@code email}, {@code sms} or {@code push}
 * @param purpose {@code marketing}, or {@code topic:} and a topic
 * @param wording what was on the page, word for word
 * @param source where it was said
 * @param basis on which mails may be sent; null for a refusal
 */
public record Statement(
        String channel, String purpose, boolean subscribed, String wording, String source, @Nullable String basis) {

    public static final String MARKETING = "marketing";
    public static final String EMAIL = "email";
    public static final String PREFERENCE_PAGE = "preference-page";

    /** Agreed, and confirmed by a link in a mail, which nobody else has. */
    public static final String CONFIRMED = "double-opt-in";

    /** @param source of the ways out which one was taken */
    public static Statement unsubscribed(String channel, String shop, String source, Wording wording) {
        return new Statement(channel, MARKETING, false, wording.text("unsubscribed_wording", shop), source, null);
    }

    public static Statement confirmed(String channel, String shop, Wording wording) {
        return new Statement(
                channel, MARKETING, true, wording.text("confirm_wording", shop), "confirmation-link", CONFIRMED);
    }
}
