package dev.millrace.mailer.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.mail.Composition;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mail.Sample;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.StoredTemplate;
import dev.millrace.mailer.mongo.Templates;
import dev.millrace.mailer.smtp.TestMails;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Shows what a template becomes, and sends it to somebody who wants to see it in a mail program. Neither is a message: no
 * ledger knows it, so opening it, clicking in it and unsubscribing by it count nowhere.
 */
@Path("/api/templates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "templates")
public final class PreviewResource {

    private final Templates templates;
    private final Ledger ledger;
    private final Instance<MailComposer> composers;
    private final TestMails testMails;
    private final InstantSource time;

    PreviewResource(
            Templates templates,
            Ledger ledger,
            Instance<MailComposer> composers,
            TestMails testMails,
            InstantSource time) {
        this.templates = templates;
        this.ledger = ledger;
        this.composers = composers;
        this.testMails = testMails;
        this.time = time;
    }

    /** What the mail server said to a test mail. */
    record Sent(String reply) {}

    /** What is looked at, and the request that nobody made. */
    private record Look(StoredTemplate template, Optional<String> variant, MessageRequested request) {}

    @POST
    @Path("{id}/preview")
    @Operation(
            summary =
                    "Subject, headers, both bodies and their sizes, of a sample, a snapshot or a customer; so of each variant")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PreviewBody.class)))
    public Response preview(@PathParam("id") String id, byte[] json) {
        return look(
                id,
                json,
                false,
                look -> composed(look, look.variant, own -> {
                    if (look.variant.isPresent()) {
                        return Response.ok(PreviewView.of(look.template, look.variant, own, List.of()))
                                .build();
                    }
                    List<PreviewView> variants = new ArrayList<>();
                    for (String name :
                            look.template.source().variants().byName().keySet()) {
                        Optional<String> variant = Optional.of(name);
                        Response refused = composed(look, variant, mail -> {
                            variants.add(PreviewView.of(look.template, variant, mail, List.of()));
                            return Response.ok().build();
                        });
                        if (refused.getStatus() != Response.Status.OK.getStatusCode()) {
                            return refused;
                        }
                    }
                    return Response.ok(PreviewView.of(look.template, look.variant, own, variants))
                            .build();
                }));
    }

    @POST
    @Path("{id}/test")
    @Operation(summary = "Sends it to an address, at once and once; it changes no figure")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PreviewBody.class)))
    public Response test(@PathParam("id") String id, byte[] json) {
        return look(
                id,
                json,
                true,
                look -> composed(look, look.variant, composed -> {
                    HandOver end = testMails.send(
                            composed.mail(), look.template.source().messageClass());
                    return end instanceof HandOver.Taken taken
                            ? Response.ok(new Sent(taken.reply())).build()
                            : ErrorBody.response(
                                    Response.Status.BAD_GATEWAY, "not-sent", "the mail server did not take it: " + end);
                }));
    }

    private Response look(String id, byte[] json, boolean isSent, Function<Look, Response> answer) {
        PreviewBody body;
        try {
            body = Json.mapper().readValue(json, PreviewBody.class);
        } catch (IOException e) {
            return ErrorBody.malformed("a preview", e);
        }
        if (body == null) {
            return ErrorBody.response(
                    Response.Status.BAD_REQUEST,
                    "malformed-json",
                    "the body is not a preview in JSON: write {} for the sample");
        }
        if (isSent && body.to() == null) {
            return ErrorBody.response(
                    Response.Status.BAD_REQUEST, "missing-address", "to is missing: the address the test mail goes to");
        }
        Optional<StoredTemplate> template =
                templates.current(id, Optional.ofNullable(body.locale()).orElse(""));
        if (template.isEmpty()) {
            return ErrorBody.response(Response.Status.NOT_FOUND, "unknown-template", "there is no template " + id);
        }
        Optional<String> variant = Optional.ofNullable(body.variant());
        if (!template.get().known(variant).equals(variant)) {
            return ErrorBody.response(
                    Response.Status.NOT_FOUND,
                    "unknown-variant",
                    "the template " + template.get().source().id() + " has no variant " + body.variant() + "; it has "
                            + template.get().source().variants().byName().keySet());
        }
        Optional<ObjectNode> snapshot = snapshot(body);
        if (snapshot.isEmpty()) {
            return ErrorBody.response(
                    Response.Status.NOT_FOUND,
                    "unknown-customer",
                    "no message to " + body.customer() + " is on record; give a snapshot instead");
        }
        MessageRequested request;
        try {
            request = Sample.request(template.get().source(), snapshot.get(), body.to(), time.instant());
        } catch (IllegalArgumentException e) {
            return ErrorBody.response(Response.Status.BAD_REQUEST, "bad-address", String.valueOf(e.getMessage()));
        }
        return answer.apply(new Look(template.get(), variant, request));
    }

    private Response composed(Look look, Optional<String> variant, Function<Composition.Composed, Response> answer) {
        Composition composition = composers.get().compose(look.request, look.template.compiled(variant));
        if (composition instanceof Composition.Composed composed) {
            return answer.apply(composed);
        }
        String reason = composition instanceof Composition.Failed failed ? failed.reason() : "";
        String which = variant.map(name -> ", of the variant " + name + ",").orElse("");
        return ErrorBody.response(
                Response.Status.CONFLICT,
                "held",
                "a message with these values" + which + " would be held back: " + reason);
    }

    private Optional<ObjectNode> snapshot(PreviewBody body) {
        if (body.snapshot() != null) {
            return Optional.of(body.snapshot());
        }
        return body.customer() == null
                ? Optional.of(Sample.snapshot())
                : ledger.list(Optional.of(body.customer()), Optional.empty(), 1).stream()
                        .map(LedgerEntry::request)
                        .map(request -> request.snapshot())
                        .findFirst();
    }
}
