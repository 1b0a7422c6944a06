package dev.millrace.ingest.storefront;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the pop-up says in one language; plain text. {@code wording} is what the visitor agrees to: it is recorded with
 * their permission word for word.
 *
 * @param version of the wording; derived from it if absent, so that it changes with it
 * @param code of the offer, shown after the sign-up
 * @param privacyUrl where the shop tells what it does with addresses: an https address, or a path of the shop
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PopupTexts(
        String title,
        String body,
        String email,
        String wording,
        String version,
        String button,
        String decline,
        String close,
        String emailError,
        String wordingError,
        String sendError,
        String thanksTitle,
        String thanks,
        String done,
        @Nullable String code,
        @Nullable String privacy,
        @Nullable String privacyUrl) {

    private static final int MAX_LENGTH = 1_000;
    private static final int DIGITS = 12;

    public PopupTexts {
        version = version.isBlank() ? digest(wording) : version;
        Stream.of(
                        title,
                        body,
                        email,
                        wording,
                        version,
                        button,
                        decline,
                        close,
                        emailError,
                        wordingError,
                        sendError,
                        thanksTitle,
                        thanks,
                        done)
                .forEach(PopupTexts::requireText);
        Stream.of(code, privacy, privacyUrl).filter(text -> text != null).forEach(PopupTexts::requireText);
        if ((privacy == null) != (privacyUrl == null)) {
            throw new IllegalArgumentException("privacy and privacy-url go together");
        }
        if (privacyUrl != null && !privacyUrl.startsWith("https://") && !privacyUrl.matches("/([^/].*)?")) {
            throw new IllegalArgumentException(
                    "privacy-url is " + privacyUrl + ", expected https://… or a path such as /privacy");
        }
    }

    private static void requireText(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a text is missing or too long, expected 1 to " + MAX_LENGTH + " characters");
        }
    }

    private static String digest(String wording) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(wording.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
