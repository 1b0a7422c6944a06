package dev.millrace.mailer.link;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mail addresses to which something about one message comes back (variable envelope return path): {@code bounce-} for
 * reports of servers, {@code unsubscribe-} for readers whose mail program leaves by mail. The token behind it is signed, so
 * nobody can report on a message whose mail they have not seen. Hexadecimal, as some servers change capitals, and short
 * enough for the 64 characters of a local part.
 */
public final class ReturnAddresses {

    private static final int SIGNATURE_BYTES = 8;
    private static final Pattern CANDIDATE =
            Pattern.compile("(?:bounce|unsubscribe)-[0-9a-f]{48}@[a-z0-9.-]+", Pattern.CASE_INSENSITIVE);

    private final LinkKey key;
    private final Optional<String> domain;

    /** @param domain whose mail comes to this service; without it there are no such addresses */
    public ReturnAddresses(LinkKey key, Optional<String> domain) {
        this.key = key;
        this.domain = domain.map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** What an address is for. */
    public enum Purpose {
        BOUNCE,
        UNSUBSCRIBE;

        private String prefix() {
            return name().toLowerCase(Locale.ROOT) + "-";
        }
    }

    /** What an address of ours says. */
    public record Return(Purpose purpose, MailId mail) {}

    public Optional<String> of(Purpose purpose, MailId mail) {
        return domain.map(name -> purpose.prefix() + token(purpose, mail) + "@" + name);
    }

    /** What the address is for; empty if it is none that was signed here. */
    public Optional<Return> read(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || !isOurs(address.substring(at + 1))) {
            return Optional.empty();
        }
        String local = address.substring(0, at).toLowerCase(Locale.ROOT);
        for (Purpose purpose : Purpose.values()) {
            if (local.startsWith(purpose.prefix())) {
                return mail(purpose, local.substring(purpose.prefix().length())).map(mail -> new Return(purpose, mail));
            }
        }
        return Optional.empty();
    }

    /** The first address of ours that stands in a text, whatever it is for. */
    public Optional<Return> find(String text) {
        Matcher candidates = CANDIDATE.matcher(text);
        while (candidates.find()) {
            Optional<Return> found = read(candidates.group());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whether mail to this domain is for us. */
    public boolean isOurs(String name) {
        return domain.filter(name::equalsIgnoreCase).isPresent();
    }

    private String token(Purpose purpose, MailId mail) {
        byte[] token = Arrays.copyOf(mail.bytes(), MailId.BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature(purpose, mail), 0, token, MailId.BYTES, SIGNATURE_BYTES);
        return HexFormat.of().formatHex(token);
    }

    private Optional<MailId> mail(Purpose purpose, String token) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != MailId.BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        MailId mail = MailId.of(Arrays.copyOf(bytes, MailId.BYTES));
        byte[] signed = Arrays.copyOfRange(bytes, MailId.BYTES, bytes.length);
        return MessageDigest.isEqual(signed, signature(purpose, mail)) ? Optional.of(mail) : Optional.empty();
    }

    private byte[] signature(Purpose purpose, MailId mail) {
        return Arrays.copyOf(key.fingerprint("return " + purpose.prefix(), mail.bytes()), SIGNATURE_BYTES);
    }
}
