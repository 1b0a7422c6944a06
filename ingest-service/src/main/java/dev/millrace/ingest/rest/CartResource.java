package dev.millrace.ingest.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CartToken;
import dev.millrace.contract.SigningKey;
import dev.millrace.ingest.AdminConfig;
import dev.millrace.ingest.LinksConfig;
import dev.millrace.ingest.SegmentServiceConfig;
import dev.millrace.ingest.cart.Carts;
import dev.millrace.ingest.cart.CustomerClient;
import dev.millrace.ingest.intake.ErrorAnswer;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Gives a cart back to whoever comes with a link to it, on any device and from any page: who has the link may have it. */
@Path("/v1/carts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "carts", description = "Carts that customers come back to")
@Singleton
public class CartResource {

    private static final int GONE = 410;
    private static final int RETRY_SECONDS = 2;

    private final Optional<SigningKey> key;
    private final Optional<Carts> carts;
    private final InstantSource time;

    CartResource(LinksConfig links, SegmentServiceConfig segments, AdminConfig admin, InstantSource time) {
        this.key = links.key().map(SigningKey::new);
        this.carts = segments.url().flatMap(url -> admin.key()
                .map(adminKey -> new CustomerClient(url, adminKey, segments.answerWithin())));
        this.time = time;
    }

    @GET
    @Path("/{token}")
    @Operation(summary = "The cart that a signed link leads to, as Cart Viewed would tell it")
    @APIResponse(responseCode = "200", description = "currency and products; none when the cart is empty")
    @APIResponse(
            responseCode = "404",
            description = "Nobody gave out such a link, or nothing is known any more",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "410",
            description = "The link was good once, and has expired",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "Nobody can tell now; ask again",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public CompletionStage<Response> cart(String token) {
        Optional<CartToken> read = key.flatMap(it -> CartToken.read(token, it));
        if (read.isEmpty() || carts.isEmpty()) {
            return CompletableFuture.completedFuture(unknown());
        }
        if (read.get().hasExpired(time.instant())) {
            return CompletableFuture.completedFuture(
                    answer(Response.status(GONE), ErrorAnswer.of("expired", "the link to this cart has expired")));
        }
        return carts.get().of(read.get().customer()).thenApply(CartResource::response);
    }

    private static Response response(Carts.Answer answer) {
        if (answer instanceof Carts.Answer.Known known) {
            ObjectNode view = Carts.view(known.customer());
            return answer(Response.ok(), view);
        }
        if (answer instanceof Carts.Answer.Unknown) {
            return unknown();
        }
        return answer(
                Response.status(Response.Status.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS),
                ErrorAnswer.of("carts-away", "carts can't be asked for now; ask again"));
    }

    private static Response unknown() {
        return answer(
                Response.status(Response.Status.NOT_FOUND),
                ErrorAnswer.of("unknown-cart", "there is no cart under this link"));
    }

    private static Response answer(Response.ResponseBuilder response, Object entity) {
        return response.entity(entity)
                .header("Access-Control-Allow-Origin", "*")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
