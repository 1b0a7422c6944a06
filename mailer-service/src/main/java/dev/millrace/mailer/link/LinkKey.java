package dev.millrace.mailer.link;

import dev.millrace.contract.CartToken;
import dev.millrace.contract.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The secret that signs links and names addresses in the suppressions; it has to stay the same for the life of an installation. */
public final class LinkKey {

    private final SigningKey key;

    public LinkKey(String secret) {
        this.key = new SigningKey(secret);
    }

    String sign(String purpose, String text) {
        return key.sign(purpose, text);
    }

    String sign(CartToken token) {
        return token.signed(key);
    }

    /** The text that was signed for this purpose; empty for anything else. */
    Optional<String> verify(String purpose, String token) {
        return key.verify(purpose, token);
    }

    byte[] fingerprint(String purpose, byte[] text) {
        return key.fingerprint(purpose, text);
    }

    /** Names an address without telling it: the same for any spelling in capitals and with spaces around. */
    public String addressHash(String address) {
        byte[] normalised = address.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(key.fingerprint("address", normalised));
    }
}
