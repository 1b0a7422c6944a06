package dev.millrace.trigger.page;

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

    @CheckedTemplate
    static class Templates {

        static native TemplateInstance index(IndexView view);
    }

    private final IndexFigures figures;
    private final PageConfig config;
    private final PageGuard guard;
    private final Optional<String> inboxUrl;

    IndexPage(
            IndexFigures figures,
            PageConfig config,
            PageGuard guard,
            @ConfigProperty(name = "millrace.inbox.url") Optional<String> inboxUrl) {
        this.figures = figures;
        this.config = config;
        this.guard = guard;
        this.inboxUrl = inboxUrl;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response show(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return guard.show(
                authorization,
                () -> Response.ok(Templates.index(
                        figures.now(ROWS, config.refresh(), inboxUrl.filter(IndexPage::isWebAddress)))));
    }

    private static boolean isWebAddress(String url) {
        return url.startsWith("http://") || url.startsWith("https://");
    }
}
