package dev.millrace.mailer.rest;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.mail.Composition;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mongo.Templates;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A mail in the browser: made anew of its request, with the template as it is now. It counts as nothing. */
@Path("/v/{token}")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "links in mails")
public final class ViewResource {

    /** Pictures, fonts and styles as in a mail program; nothing runs. */
    private static final String AS_IN_A_MAIL =
            "default-src 'none'; img-src http: https: data:; font-src https:; style-src 'unsafe-inline' https:; "
                    + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final LinkedMessages messages;
    private final Pages pages;
    private final Templates templates;
    private final Instance<MailComposer> composers;

    ViewResource(LinkedMessages messages, Pages pages, Templates templates, Instance<MailComposer> composers) {
        this.messages = messages;
        this.pages = pages;
        this.templates = templates;
        this.composers = composers;
    }

    @GET
    @Operation(summary = "The mail as a page")
    public Response view(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        return messages.answer(Page.VIEW, token, languages, (entry, wording) -> html(entry)
                .map(html -> Pages.html(html, AS_IN_A_MAIL))
                .orElseGet(() -> pages.invalid(wording)));
    }

    private Optional<String> html(LedgerEntry entry) {
        MessageRequested message = entry.request();
        return templates
                .current(message)
                .map(template -> composers.get().compose(message.withoutTracking(), template.compiled(entry.variant())))
                .filter(Composition.Composed.class::isInstance)
                .map(composition -> ((Composition.Composed) composition).mail().html());
    }
}
