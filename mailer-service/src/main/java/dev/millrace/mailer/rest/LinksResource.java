package dev.millrace.mailer.rest;

import dev.millrace.mailer.engagement.Reader;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.preference.Wording;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is told by opening a mail and by following its links. A token that we did not sign is not found, whatever it says. */
@Path("/")
@Tag(name = "links in mails")
public final class LinksResource {

    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final Links links;
    private final Pages pages;
    private final Engagement engagement;

    LinksResource(Links links, Pages pages, Engagement engagement) {
        this.links = links;
        this.pages = pages;
        this.engagement = engagement;
    }

    @GET
    @Path("t/o/{token}")
    @Operation(summary = "The picture of one pixel that shows a mail was opened")
    public Response open(
            @PathParam("token") String token,
            @HeaderParam("User-Agent") @DefaultValue("") String userAgent,
            @HeaderParam("Sec-Purpose") @DefaultValue("") String purpose) {
        Optional<String> message = links.readOpen(token);
        message.ifPresent(id -> engagement.opened(id, Reader.isMachine(userAgent, purpose)));
        return message.isEmpty() ? notFound() : picture();
    }

    @HEAD
    @Path("t/o/{token}")
    public Response openHead(@PathParam("token") String token) {
        return links.readOpen(token).isEmpty() ? notFound() : picture();
    }

    @GET
    @Path("t/c/{token}")
    @Operation(summary = "Leads on to the target of a link in a mail")
    public Response click(
            @PathParam("token") String token,
            @HeaderParam("User-Agent") @DefaultValue("") String userAgent,
            @HeaderParam("Sec-Purpose") @DefaultValue("") String purpose,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        Optional<Links.Click> click = links.readClick(token);
        click.ifPresent(to -> engagement.clicked(to.message(), to.target(), Reader.isMachine(userAgent, purpose)));
        return click.map(LinksResource::redirect).orElseGet(() -> pages.invalid(Wording.of(null, languages)));
    }

    @HEAD
    @Path("t/c/{token}")
    public Response clickHead(@PathParam("token") String token) {
        return links.readClick(token).map(LinksResource::redirect).orElseGet(LinksResource::notFound);
    }

    private static Response notFound() {
        return Response.status(Response.Status.NOT_FOUND).build();
    }

    private static Response redirect(Links.Click click) {
        return Response.status(Response.Status.FOUND)
                .location(URI.create(click.target()))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static Response picture() {
        return Response.ok(PIXEL, "image/gif")
                .header("Cache-Control", "no-store")
                .build();
    }
}
