package dev.millrace.mailer.rest;

import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.preference.Wording;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
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

/**
 * Where a reader has their data deleted. As it can't be taken back, they type the address that the mail came to: a link that was
 * passed on, or a program that presses every button, deletes nobody.
 */
@Path("/e/{token}")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "links in mails")
public final class EraseResource {

    private final LinkedMessages messages;
    private final Links links;
    private final LinkKey key;
    private final ReaderChoices choices;
    private final Pages pages;
    private final Template page;

    EraseResource(
            LinkedMessages messages,
            Links links,
            LinkKey key,
            ReaderChoices choices,
            Pages pages,
            @Location("erase") Template page) {
        this.messages = messages;
        this.links = links;
        this.key = key;
        this.choices = choices;
        this.pages = pages;
        this.page = page;
    }

    @GET
    @Operation(summary = "Asks whether to delete; changes nothing")
    public Response ask(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        return messages.answer(Page.ERASURE, token, languages, (entry, wording) -> page(entry, wording, false, false));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Has the customer erased everywhere, if the address is that of the mail")
    public Response erase(
            @PathParam("token") String token,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @FormParam("address") @Nullable String address) {
        return messages.answer(Page.ERASURE, token, languages, (entry, wording) -> {
            if (address == null || !key.addressHash(address).equals(entry.addressHash())) {
                return page(entry, wording, false, true);
            }
            choices.askForErasure(entry);
            return page(entry, wording, true, false);
        });
    }

    private Response page(LedgerEntry entry, Wording wording, boolean done, boolean wrong) {
        return pages.page(
                page.data("done", done)
                        .data("wrong", wrong)
                        .data("preferences", links.page(Page.PREFERENCES, entry.id())),
                wording);
    }
}
