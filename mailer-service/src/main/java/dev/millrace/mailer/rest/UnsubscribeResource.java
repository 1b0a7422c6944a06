package dev.millrace.mailer.rest;

import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.preference.Wording;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The way out of marketing mail. Only a POST takes it: scanners follow every link by GET. */
@Path("/u/{token}")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "links in mails")
public final class UnsubscribeResource {

    /** As a mail program sends it by itself (RFC 8058), as a form or in parts. */
    private static final String ONE_CLICK = "One-Click";

    private final LinkedMessages messages;
    private final Links links;
    private final ReaderChoices choices;
    private final Pages pages;
    private final Template page;

    UnsubscribeResource(
            LinkedMessages messages,
            Links links,
            ReaderChoices choices,
            Pages pages,
            @Location("unsubscribe") Template page) {
        this.messages = messages;
        this.links = links;
        this.choices = choices;
        this.pages = pages;
        this.page = page;
    }

    @GET
    @Operation(summary = "Asks whether to unsubscribe; changes nothing")
    public Response ask(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        return messages.answer(Page.UNSUBSCRIBE, token, languages, (entry, wording) -> page(entry, wording, false));
    }

    @POST
    @Operation(summary = "Unsubscribes, by the page's button or by a mail program (RFC 8058)")
    public Response unsubscribe(
            @PathParam("token") String token,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @Nullable String form) {
        String source = form != null && form.contains(ONE_CLICK) ? "one-click" : "unsubscribe-page";
        return messages.answer(Page.UNSUBSCRIBE, token, languages, (entry, wording) -> {
            choices.leave(entry, source, wording);
            return page(entry, wording, true);
        });
    }

    private Response page(LedgerEntry entry, Wording wording, boolean done) {
        return pages.page(
                page.data("done", done).data("preferences", links.page(Page.PREFERENCES, entry.id())), wording);
    }
}
