package dev.millrace.ingest.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.StorefrontSettings;
import dev.millrace.ingest.intake.ErrorAnswer;
import dev.millrace.ingest.kafka.FollowedTopic;
import dev.millrace.ingest.storefront.Popup;
import dev.millrace.ingest.storefront.PopupDocument;
import dev.millrace.ingest.storefront.StorefrontBook;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The welcome pop-up, for whoever writes what the shop says. Pages show a change within five minutes. */
@Path("/api/popup")
@Produces(MediaType.APPLICATION_JSON)
@AdminKey
@Blocking
@Tag(name = "pop-up")
@SecurityRequirement(name = "adminKey")
@APIResponse(
        responseCode = "401",
        description = "The admin key is missing or wrong",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "503",
        description = "Kafka does not answer, or what was set has not been read yet",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
public class PopupResource {

    private final StorefrontBook book;
    private final FollowedTopic<StorefrontSettings> topic;
    private final InstantSource time;

    PopupResource(StorefrontBook book, FollowedTopic<StorefrontSettings> topic, InstantSource time) {
        this.book = book;
        this.topic = topic;
        this.time = time;
    }

    /**
     * The pop-up as it is.
     *
     * @param setBy {@code api}, {@code configuration}, or {@code nobody}: then there is none
     * @param popup absent where none is shown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PopupView(String setBy, @Nullable @Schema(type = SchemaType.OBJECT) JsonNode popup) {

        static PopupView of(String setBy, @Nullable Popup popup) {
            return new PopupView(setBy, popup == null ? null : Json.mapper().valueToTree(popup));
        }

        static PopupView of(StorefrontBook.State state) {
            return of(
                    state.setBy().name().toLowerCase(Locale.ROOT),
                    state.storefront().popup());
        }
    }

    @GET
    @Operation(summary = "The pop-up that pages show")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PopupView.class)))
    public PopupView now() {
        requireRead();
        return PopupView.of(book.now());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set the pop-up; what is left out has its default",
            description =
                    "{\"off\": true} shows none, whatever configuration says. With dryRun=true nothing is changed.")
    @APIResponse(
            responseCode = "200",
            description = "As it is from now on, all defaults included",
            content = @Content(schema = @Schema(implementation = PopupView.class)))
    @APIResponse(
            responseCode = "400",
            description = "It can't be meant so",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public PopupView set(@Nullable JsonNode wanted, @RestQuery boolean dryRun) {
        requireRead();
        Popup popup = popup(wanted);
        if (!dryRun) {
            ObjectNode written = popup == null ? null : Json.mapper().valueToTree(popup);
            InForce.await(topic.put(StorefrontSettings.POPUP, new StorefrontSettings(written, time.instant())));
        }
        return PopupView.of("api", popup);
    }

    @DELETE
    @Operation(summary = "Show again what configuration says")
    @APIResponse(
            responseCode = "200",
            description = "As it is from now on",
            content = @Content(schema = @Schema(implementation = PopupView.class)))
    public PopupView reset(@RestQuery boolean dryRun) {
        requireRead();
        if (!dryRun) {
            InForce.await(topic.remove(StorefrontSettings.POPUP));
        }
        return PopupView.of(book.byConfiguration());
    }

    private static @Nullable Popup popup(@Nullable JsonNode wanted) {
        if (wanted == null || !wanted.isObject()) {
            throw new Refused(400, "malformed", "the body is no pop-up, expected {\"texts\": {\"en\": {...}}}");
        }
        if (wanted.size() == 1 && wanted.path("off").asBoolean()) {
            return null;
        }
        try {
            return PopupDocument.read(wanted);
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "refused", String.valueOf(e.getMessage()));
        }
    }

    private void requireRead() {
        if (!book.complete()) {
            throw new Refused(503, "not-ready", "what was set has not been read yet; try again");
        }
    }
}
