package dev.millrace.mailer.rest;

import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.ledger.LedgerEntry;
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
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The second step of a double opt-in. Only a POST confirms, and only while the link is young: scanners follow it too. */
@Path("/c/{token}")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "links in mails")
public final class ConfirmResource {

    private final MailerConfig.Links config;
    private final LinkedMessages messages;
    private final ReaderChoices choices;
    private final Pages pages;
    private final Template page;
    private final InstantSource time;

    ConfirmResource(
            MailerConfig config,
            LinkedMessages messages,
            ReaderChoices choices,
            Pages pages,
            @Location("confirm") Template page,
            InstantSource time) {
        this.config = config.links();
        this.messages = messages;
        this.choices = choices;
        this.pages = pages;
        this.page = page;
        this.time = time;
    }

    @GET
    @Operation(summary = "Asks for the confirmation; changes nothing")
    public Response ask(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        return messages.answer(Page.CONFIRM, token, languages, (entry, wording) -> page(entry, wording, false));
    }

    @POST
    @Operation(summary = "Confirms that the shop may write to this address")
    public Response confirm(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        return messages.answer(Page.CONFIRM, token, languages, (entry, wording) -> {
            if (!isLate(entry)) {
                choices.confirm(entry, wording);
            }
            return page(entry, wording, true);
        });
    }

    private boolean isLate(LedgerEntry entry) {
        return time.instant().isAfter(entry.request().requestedAt().plus(config.confirmGood()));
    }

    private Response page(LedgerEntry entry, Wording wording, boolean asked) {
        boolean late = isLate(entry);
        return pages.page(page.data("done", asked && !late).data("late", late), wording);
    }
}
