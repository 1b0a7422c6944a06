package dev.millrace.mailer.rest;

import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.preference.Choices;
import dev.millrace.mailer.preference.Frequency;
import dev.millrace.mailer.preference.Offer;
import dev.millrace.mailer.preference.Wording;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The page on which a reader says what they want to get, how often and by which channel, and asks for their data. */
@Path("/p/{token}")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "links in mails")
public final class PreferencesResource {

    private static final String SAVED = "preferences_saved";
    private static final String ASKED = "preferences_copied";

    private final LinkedMessages messages;
    private final Links links;
    private final ReaderChoices choices;
    private final Offer offer;
    private final Pages pages;
    private final Template page;

    PreferencesResource(
            LinkedMessages messages,
            Links links,
            ReaderChoices choices,
            Offer offer,
            Pages pages,
            @Location("preferences") Template page) {
        this.messages = messages;
        this.links = links;
        this.choices = choices;
        this.offer = offer;
        this.pages = pages;
        this.page = page;
    }

    @GET
    @Operation(summary = "Shows what is chosen; changes nothing")
    public Response show(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        return messages.answer(Page.PREFERENCES, token, languages, (entry, wording) -> page(entry, wording, null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Takes a choice, or a request for data")
    public Response choose(
            @PathParam("token") String token,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            MultivaluedMap<String, String> form) {
        return messages.answer(Page.PREFERENCES, token, languages, (entry, wording) -> {
            if ("copy".equals(form.getFirst("do"))) {
                choices.askForCopy(entry);
                return page(entry, wording, ASKED);
            }
            choices.choose(entry, offer.read(form), wording);
            return page(entry, wording, SAVED);
        });
    }

    /** @param done the text that says what was done; null if nothing was */
    private Response page(LedgerEntry entry, Wording wording, @Nullable String done) {
        Choices shown = choices.shown(entry);
        return pages.page(
                page.data("saved", done == null ? "" : wording.text(done, pages.shop()))
                        .data("erasure", links.page(Page.ERASURE, entry.id()))
                        .data("channels", channels(shown, wording))
                        .data("topics", topics(shown, wording))
                        .data("frequencies", frequencies(shown, wording)),
                wording);
    }

    private List<Map<String, Object>> channels(Choices shown, Wording wording) {
        return offer.channels().stream()
                .map(id -> Map.<String, Object>of(
                        "id",
                        id,
                        "wording",
                        Offer.question(id, pages.shop(), wording),
                        "yes",
                        Boolean.TRUE.equals(shown.channels().get(id)),
                        "no",
                        Boolean.FALSE.equals(shown.channels().get(id))))
                .toList();
    }

    private List<Map<String, Object>> topics(Choices shown, Wording wording) {
        return offer.topics().keySet().stream()
                .map(topic -> Map.<String, Object>of(
                        "id",
                        topic,
                        "wording",
                        offer.topic(topic, wording),
                        "chosen",
                        shown.topics().contains(topic)))
                .toList();
    }

    private List<Map<String, Object>> frequencies(Choices shown, Wording wording) {
        Frequency chosen = shown.frequency().orElse(Frequency.ANY);
        return offer.frequencies().stream()
                .map(frequency -> Map.<String, Object>of(
                        "id",
                        frequency.id(),
                        "wording",
                        wording.text("frequency_" + frequency.id(), pages.shop()),
                        "chosen",
                        frequency == chosen))
                .toList();
    }
}
