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
    public static Statement unsubscribed(String channel, String shop, String source) {
        return new Statement(channel, MARKETING, false, "No more offers and reminders from " + shop, source, null);
    }

    public static Statement confirmed(String channel, String shop) {
        return new Statement(channel, MARKETING, true, confirmationWording(shop), "confirmation-link", CONFIRMED);
    }

    public static String confirmationWording(String shop) {
        return "Yes, send me offers and news from " + shop + " by mail. I can leave at any time.";
    }
}
