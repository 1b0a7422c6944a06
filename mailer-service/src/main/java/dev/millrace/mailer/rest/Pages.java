package dev.millrace.mailer.rest;

import dev.millrace.mailer.mail.Sender;
import dev.millrace.mailer.preference.Wording;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How pages are answered to which links in mails lead: kept by nobody, found by no search engine, told to no other page. */
@Singleton
final class Pages {

    private static final String NOTHING_FOREIGN =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final Sender sender;
    private final Template gone;
    private final Template invalid;

    Pages(Sender sender, @Location("gone") Template gone, @Location("invalid") Template invalid) {
        this.sender = sender;
        this.gone = gone;
        this.invalid = invalid;
    }

    String shop() {
        return sender.name();
    }

    Response page(TemplateInstance page, Wording wording) {
        page.data("shop", sender.name())
                .data("url", sender.url())
                .data("sender", sender.address())
                .data("lang", wording.language())
                .data("say", wording.texts(sender.name()));
        return html(page.render(), NOTHING_FOREIGN);
    }

    /** The link was good, and what it was about is deleted. */
    Response gone(Wording wording) {
        return Response.fromResponse(page(gone.instance(), wording))
                .status(Response.Status.GONE)
                .build();
    }

    /** Nobody here signed the link, or not for this. */
    Response invalid(Wording wording) {
        return Response.fromResponse(page(invalid.instance(), wording))
                .status(Response.Status.NOT_FOUND)
                .build();
    }

    static Response html(String html, String policy) {
        return Response.ok(html)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", policy)
                .build();
    }
}
