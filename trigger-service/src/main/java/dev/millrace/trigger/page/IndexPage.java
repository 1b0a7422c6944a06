package dev.millrace.trigger.page;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.trigger.PageConfig;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The one page for people: what is in the segments, what moved, what the campaigns did, which mails went out. Asks for the
 * admin key as the password of HTTP Basic unless the page was opened by configuration.
 */
@Path("/")
@Blocking
public class IndexPage {

    private static final int ROWS = 20;
    private static final String BASIC = "Basic ";

    @CheckedTemplate
    static class Templates {

        static native TemplateInstance index(IndexView view);
    }

    private final IndexFigures figures;
    private final PageConfig config;
    private final ApiKeyHash adminKey;
    private final Optional<String> inboxUrl;

    IndexPage(
            IndexFigures figures,
            PageConfig config,
            ApiKeyHash adminKey,
            @ConfigProperty(name = "millrace.inbox.url") Optional<String> inboxUrl) {
        this.figures = figures;
        this.config = config;
        this.adminKey = adminKey;
        this.inboxUrl = inboxUrl;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response show(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        if (!config.open() && !isAdmin(authorization)) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Millrace: the password is the admin key\"")
                    .type(MediaType.TEXT_PLAIN)
                    .entity("The password of this page is the admin key; the user name does not matter.\n")
                    .build();
        }
        IndexView view = figures.now(ROWS, config.refresh(), inboxUrl.filter(IndexPage::isWebAddress));
        return Response.ok(Templates.index(view))
                .header("Cache-Control", "no-store")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
                .build();
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

    private static boolean isWebAddress(String url) {
        return url.startsWith("http://") || url.startsWith("https://");
    }
}
