package dev.millrace.mailer.link;

import dev.millrace.contract.CartToken;
import dev.millrace.contract.CustomerId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * Links that bring a customer's cart back on any device. They lead to a page of the shop, which hands the token on to
 * ingest-service ({@code restoreCart} of the storefront's script).
 */
public final class CartLinks {

    /** As the storefront's script looks for it. */
    private static final String PARAMETER = "millrace_cart";

    private final LinkKey key;
    private final String page;
    private final Duration good;

    /** @param good how long after the message was requested */
    public CartLinks(LinkKey key, URI page, Duration good) {
        this.key = key;
        this.page = page.toString();
        this.good = good;
    }

    public String of(CustomerId customer, Instant requestedAt) {
        String token = key.sign(new CartToken(customer, requestedAt.plus(good)));
        int hash = page.indexOf('#');
        String address = hash < 0 ? page : page.substring(0, hash);
        return address + (address.contains("?") ? "&" : "?") + PARAMETER + "=" + token
                + (hash < 0 ? "" : page.substring(hash));
    }
}
