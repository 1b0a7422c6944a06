package dev.millrace.trigger.audience;

import dev.millrace.contract.IdentityKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SHA-256 of addresses and phone numbers, in hex, as ad platforms compare them. Not a secret: who has a list of addresses can hash
 * them, too. That is what it is for, and why consent is asked for it.
 */
public final class ContactHash {

    /** What people put between the digits. */
    private static final Pattern PUNCTUATION = Pattern.compile("[\\s().\\-/\\u00a0\\u2010-\\u2015]");

    /** With the country's code, which begins with no 0: at most 15 digits, as E.164 has it. */
    private static final Pattern INTERNATIONAL = Pattern.compile("(?:\\+|00)([1-9][0-9]{6,14})");

    private ContactHash() {}

    /** Of the address without space around it, in lower case; empty if it is none. */
    public static Optional<String> ofMail(String address) {
        String normalised = address.strip().toLowerCase(Locale.ROOT);
        return IdentityKey.looksLikeMail(normalised) ? Optional.of(sha256(normalised)) : Optional.empty();
    }

    /**
     * Of the digits of an international number; empty if it does not say its country, because a number of any country would do.
     *
     * @param plus whether a + stands before the digits, which some platforms want
     */
    public static Optional<String> ofPhone(String number, boolean plus) {
        var matcher = INTERNATIONAL.matcher(PUNCTUATION.matcher(number).replaceAll(""));
        return matcher.matches() ? Optional.of(sha256((plus ? "+" : "") + matcher.group(1))) : Optional.empty();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
