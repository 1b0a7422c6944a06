package dev.millrace.mailer.smtp;

import dev.millrace.mailer.MailerConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The key that signs mails, and the record under which the domain's name servers have to publish its other half. A file that
 * can't be used stops the start: mails without the signature that somebody meant them to have would be taken for forged.
 */
public final class DkimKey {

    private static final int MIN_BITS = 2_048;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final String domain;
    private final String selector;
    private final RSAPrivateCrtKey key;

    private DkimKey(String domain, String selector, RSAPrivateCrtKey key) {
        this.domain = domain;
        this.selector = selector;
        this.key = key;
    }

    /** What has to stand in the DNS. */
    public record Published(String name, String type, String value) {}

    /**
     * The key that the configuration names; empty if it names none.
     *
     * @throws IllegalArgumentException if it can't be used
     */
    public static Optional<DkimKey> of(MailerConfig.Dkim dkim, String senderDomain) {
        if (dkim.keyFile().isEmpty() && dkim.selector().isEmpty()) {
            return Optional.empty();
        }
        Path file = dkim.keyFile().orElseThrow(() -> missing("key-file", "selector"));
        String selector = dkim.selector().orElseThrow(() -> missing("selector", "key-file"));
        return Optional.of(from(file, selector, dkim.domain().orElse(senderDomain)));
    }

    /** @throws IllegalArgumentException if the file has no key that can be used */
    public static DkimKey from(Path file, String selector, String domain) {
        return new DkimKey(domain, selector, read(file));
    }

    public String domain() {
        return domain;
    }

    public String selector() {
        return selector;
    }

    public RSAPrivateKey privateKey() {
        return key;
    }

    public Published published() {
        try {
            byte[] open = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                    .getEncoded();
            return new Published(
                    selector + "._domainkey." + domain,
                    "TXT",
                    "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(open));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }

    private static RSAPrivateCrtKey read(Path file) {
        String pem;
        try {
            pem = Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("millrace.dkim.key-file can't be read: " + file, e);
        }
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw unusable(file, "is no private key in PKCS#8 and PEM", null);
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            RSAPrivateCrtKey key =
                    (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            BigInteger modulus = key.getModulus();
            if (modulus.bitLength() < MIN_BITS) {
                throw unusable(file, "has " + modulus.bitLength() + " bits, which are too few", null);
            }
            return key;
        } catch (GeneralSecurityException | ClassCastException e) {
            throw unusable(file, "is no RSA key", e);
        }
    }

    private static IllegalArgumentException unusable(
            Path file, String what, @org.jspecify.annotations.Nullable Exception e) {
        return new IllegalArgumentException(
                "millrace.dkim.key-file " + file + " " + what
                        + ": make one with openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out " + file,
                e);
    }

    private static IllegalArgumentException missing(String what, String given) {
        return new IllegalArgumentException(
                "millrace.dkim." + what + " is missing: millrace.dkim." + given + " alone signs nothing");
    }
}
