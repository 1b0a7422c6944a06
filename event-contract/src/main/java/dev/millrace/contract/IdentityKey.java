package dev.millrace.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The installation's secret for naming people by address without storing the address: HMAC-SHA256 of the normalised
 * address or number, cut to 128 bits, as lower-case hex.
 *
 * <p>Normalised means trimmed and lower case for an e-mail address, digits with a leading {@code +} for a phone number. The
 * key must stay the same for the life of an installation: with another key every address names somebody new.
 */
public final class IdentityKey {

    private static final int MIN_SECRET_LENGTH = 16;
    private static final int HASH_BYTES = 16;
    private static final int MIN_TELEPHONE_DIGITS = 7;
    private static final int MAX_TELEPHONE_DIGITS = 15;
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final String NEVER_IN_MAIL = "<>\"(),;:\\[]";

    private final SecretKeySpec secret;

    public IdentityKey(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("the identity key needs at least " + MIN_SECRET_LENGTH + " characters");
        }
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    public CustomerId mail(String address) {
        return CustomerId.hashed(CustomerId.Kind.MAIL, hash(normaliseMail(address)));
    }

    public CustomerId telephone(String number) {
        return CustomerId.hashed(CustomerId.Kind.TEL, hash(normaliseTelephone(number)));
    }

    /** A name for a thing that nobody without the secret can guess, the same each time. */
    public String pseudonym(String purpose, String text) {
        return hash(purpose + "\n" + text);
    }

    /** The first of {@link #identifiers}; empty if nobody is named. */
    public Optional<CustomerId> strongest(
            @Nullable String userId, @Nullable String email, @Nullable String phone, @Nullable String anonymousId) {
        return identifiers(userId, email, phone, anonymousId).stream().findFirst();
    }

    /**
     * The identifiers present, strongest first: user id, e-mail, phone, anonymous id. A user id that is an address counts as
     * an address. Null and blank both mean absent, and so does a phone number that is none.
     */
    public List<CustomerId> identifiers(
            @Nullable String userId, @Nullable String email, @Nullable String phone, @Nullable String anonymousId) {
        List<CustomerId> ids = new ArrayList<>(4);
        String user = orEmpty(userId);
        if (!user.isEmpty()) {
            ids.add(looksLikeMail(user) ? mail(user) : CustomerId.user(user));
        }
        String address = orEmpty(email);
        if (!address.isEmpty()) {
            addNew(mail(address), ids);
        }
        String number = orEmpty(phone);
        if (looksLikeTelephone(number)) {
            addNew(telephone(number), ids);
        }
        String anonymous = orEmpty(anonymousId);
        if (!anonymous.isEmpty()) {
            addNew(CustomerId.anonymous(anonymous), ids);
        }
        return List.copyOf(ids);
    }

    private static void addNew(CustomerId id, List<CustomerId> ids) {
        if (!ids.contains(id)) {
            ids.add(id);
        }
    }

    /**
     * Whether the text has as many digits as a phone number, and not always the same: what people type who don't want to
     * tell theirs must not make one customer of them all.
     */
    static boolean looksLikeTelephone(String text) {
        if (text.length() < MIN_TELEPHONE_DIGITS) {
            return false;
        }
        String digits = digits(text);
        boolean isLong = digits.length() >= MIN_TELEPHONE_DIGITS && digits.length() <= MAX_TELEPHONE_DIGITS;
        return isLong && digits.chars().distinct().count() > 1;
    }

    /**
     * Whether the text has the outline of an address: exactly one {@code @} with something on both sides, and no white
     * space, control character or any of {@code <>"(),;:\[]}. Those would allow a second spelling of the same address, which
     * names somebody else and so is not found among the suppressed. Addresses with quotes are therefore not supported.
     */
    public static boolean looksLikeMail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.codePoints().noneMatch(IdentityKey::neverInMail);
    }

    private static boolean neverInMail(int character) {
        return NEVER_IN_MAIL.indexOf(character) >= 0
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static String normaliseMail(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static String normaliseTelephone(String number) {
        String digits = digits(number);
        return number.strip().startsWith("+") ? "+" + digits : digits;
    }

    private static String digits(String text) {
        return NO_DIGIT.matcher(text).replaceAll("");
    }

    private String hash(String normalised) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            byte[] digest = mac.doFinal(normalised.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
