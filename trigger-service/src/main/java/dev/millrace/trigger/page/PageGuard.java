package dev.millrace.trigger.page;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.trigger.PageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows pages only with the admin key, as the password of HTTP Basic, unless they were opened by configuration. */
@ApplicationScoped
class PageGuard {

    private static final String BASIC = "Basic ";

    private final PageConfig config;
    private final ApiKeyHash adminKey;

    PageGuard(PageConfig config, ApiKeyHash adminKey) {
        this.config = config;
        this.adminKey = adminKey;
    }

    /** @param page is made only if it may be shown */
    Response show(@Nullable String authorization, Supplier<Response.ResponseBuilder> page) {
        if (!config.open() && !isAdmin(authorization)) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Millrace: the password is the admin key\"")
                    .type(MediaType.TEXT_PLAIN)
                    .entity("The password of this page is the admin key; the user name does not matter.\n")
                    .build();
        }
        return page.get()
                .header("Cache-Control", "no-store")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
                .build();
    }

    /** The same for a page about a campaign. */
    Response showOf(@Nullable String authorization, Supplier<Optional<Response.ResponseBuilder>> campaign) {
        return show(authorization, () -> campaign.get().orElseGet(() -> Response.status(Response.Status.NOT_FOUND)
                .type(MediaType.TEXT_PLAIN)
                .entity("There is no such campaign.\n")));
    }

    private boolean isAdmin(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BASIC)) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            return adminKey.matches(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
