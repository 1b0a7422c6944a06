package dev.millrace.mailer.rest;

import dev.millrace.mailer.engagement.Reader;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.mail.Sender;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Where links in mails lead. A token that we did not sign is not found, whatever it says. Only a POST unsubscribes: scanners
 * follow every link by GET.
 */
@Path("/")
@Tag(name = "links in mails")
public final class LinksResource {

    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final Links links;
    private final Engagement engagement;
    private final Sender sender;
    private final Template page;

    LinksResource(Links links, Engagement engagement, Sender sender, @Location("unsubscribe") Template page) {
        this.links = links;
        this.engagement = engagement;
        this.sender = sender;
        this.page = page;
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
            @HeaderParam("Sec-Purpose") @DefaultValue("") String purpose) {
        Optional<Links.Click> click = links.readClick(token);
        click.ifPresent(to -> engagement.clicked(to.message(), to.target(), Reader.isMachine(userAgent, purpose)));
        return click.map(LinksResource::redirect).orElseGet(LinksResource::notFound);
    }

    @HEAD
    @Path("t/c/{token}")
    public Response clickHead(@PathParam("token") String token) {
        return links.readClick(token).map(LinksResource::redirect).orElseGet(LinksResource::notFound);
    }

    @GET
    @Path("u/{token}")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Asks whether to unsubscribe; changes nothing")
    public Response askToUnsubscribe(@PathParam("token") String token) {
        return links.readUnsubscribe(token).isEmpty() ? notFound() : page(false);
    }

    @POST
    @Path("u/{token}")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Unsubscribes, by the page's button or by a mail program (RFC 8058)")
    public Response unsubscribe(@PathParam("token") String token) {
        return links.readUnsubscribe(token).filter(engagement::unsubscribe).isEmpty() ? notFound() : page(true);
    }

    private Response page(boolean done) {
        TemplateInstance filled =
                page.data("shop", sender.name()).data("url", sender.url()).data("done", done);
        return Response.ok(filled.render())
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .build();
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

    private static Response notFound() {
        return Response.status(Response.Status.NOT_FOUND)
                .type(MediaType.TEXT_PLAIN)
                .entity("This link is not valid, or no longer valid.\n")
                .build();
    }
}
