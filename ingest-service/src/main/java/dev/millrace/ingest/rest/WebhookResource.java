package dev.millrace.ingest.rest;

import dev.millrace.ingest.intake.Answer;
import dev.millrace.ingest.intake.ErrorAnswer;
import dev.millrace.ingest.intake.Reply;
import dev.millrace.ingest.intake.Senders;
import dev.millrace.ingest.intake.SentWebhook;
import dev.millrace.ingest.intake.WebhookIntake;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What shops tell by themselves, each under the name of its source. */
@Path("/webhooks")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks", description = "What shops tell by themselves")
@APIResponse(
        responseCode = "200",
        description = "Stored, or of no interest, or never to be read: then refused says why",
        content = @Content(schema = @Schema(implementation = Answer.class)))
@APIResponse(
        responseCode = "401",
        description = "The signature is not one of this source's secret over this body",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "404",
        description = "There is no source of this name, or it has no secret for webhooks",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "503",
        description = "Not stored; shops deliver again, and a delivery counts once",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
public class WebhookResource {

    private final WebhookIntake intake;
    private final Senders senders;

    WebhookResource(WebhookIntake intake, Senders senders) {
        this.intake = intake;
        this.senders = senders;
    }

    @POST
    @Path("/shopify/{source}")
    @Operation(summary = "A delivery of Shopify")
    public CompletionStage<Response> shopify(
            String source,
            @HeaderParam("X-Shopify-Topic") @Nullable String topic,
            @HeaderParam("X-Shopify-Hmac-Sha256") @Nullable String signature,
            @HeaderParam("X-Shopify-Webhook-Id") @Nullable String delivery,
            byte[] body) {
        return intake.take(senders.shopify(), new SentWebhook(source, topic, signature, delivery, body))
                .thenApply(WebhookResource::response);
    }

    @POST
    @Path("/woocommerce/{source}")
    @Operation(summary = "A delivery of WooCommerce, or its question whether somebody is there")
    public CompletionStage<Response> wooCommerce(
            String source,
            @HeaderParam("X-WC-Webhook-Topic") @Nullable String topic,
            @HeaderParam("X-WC-Webhook-Signature") @Nullable String signature,
            @HeaderParam("X-WC-Webhook-Delivery-ID") @Nullable String delivery,
            byte[] body) {
        return intake.take(senders.wooCommerce(), new SentWebhook(source, topic, signature, delivery, body))
                .thenApply(WebhookResource::response);
    }

    private static Response response(Reply reply) {
        Response.ResponseBuilder response = Response.status(reply.status()).entity(reply.body());
        reply.headers().forEach(response::header);
        return response.build();
    }
}
