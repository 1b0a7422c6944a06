package dev.millrace.contract;

import java.time.Instant;
import java.util.Optional;

/**
 * What a link back to a cart carries: whose it is and until when it is good, signed. Whoever writes messages makes it,
 * {@code GET /v1/carts/TOKEN} of ingest-service answers it with the lines of the cart, and nothing else of the customer.
 */
public record CartToken(CustomerId customer, Instant expires) {

    private static final String PURPOSE = "cart";

    public String signed(SigningKey key) {
        return key.sign(PURPOSE, expires.getEpochSecond() + "\n" + customer.value());
    }

    /** Empty for what was never given out. A token that has expired is read all the same. */
    public static Optional<CartToken> read(String token, SigningKey key) {
        return key.verify(PURPOSE, token).map(text -> {
            int end = text.indexOf('\n');
            return new CartToken(
                    CustomerId.of(text.substring(end + 1)),
                    Instant.ofEpochSecond(Long.parseLong(text.substring(0, end))));
        });
    }

    public boolean hasExpired(Instant now) {
        return !now.isBefore(expires);
    }
}
