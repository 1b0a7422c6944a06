package dev.millrace.ingest.rest;

import dev.millrace.contract.BroadcastProducer;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.catalog.Feed;
import dev.millrace.ingest.catalog.FeedRow;
import dev.millrace.ingest.intake.ErrorAnswer;
import dev.millrace.ingest.intake.Inflater;
import dev.millrace.ingest.key.BasicCredentials;
import dev.millrace.ingest.key.SourceBook;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes the shop's feed of its products. A product is what its last row says; products that no feed names stay as they are. */
@Path("/v1/catalog")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "catalog", description = "The shop's products")
public class CatalogResource {

    private static final int ROWS_AT_ONCE = 500;
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final SourceBook sources;
    private final BroadcastProducer broadcast;
    private final Topics topics;
    private final InstantSource time;
    private final MeterRegistry meters;

    CatalogResource(
            SourceBook sources, BroadcastProducer broadcast, Topics topics, InstantSource time, MeterRegistry meters) {
        this.sources = sources;
        this.broadcast = broadcast;
        this.topics = topics;
        this.time = time;
        this.meters = meters;
    }

    /** What became of a feed. */
    public record FeedAnswer(boolean success, int accepted, List<FeedRow.Refused> refused) {}

    @POST
    @Blocking
    @Operation(
            summary =
                    "Products with name, price, pictures, stock and category: a JSON array, JSON lines or CSV with headings",
            description =
                    "With a server key. Rows that can't be taken are refused with their line and the reason, and the"
                            + " others count. deleted: true takes a product out.")
    @APIResponse(
            responseCode = "200",
            description = "Stored, but for the rows that are listed as refused",
            content = @Content(schema = @Schema(implementation = FeedAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "It begins like gzip and can't be inflated",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "401",
            description = "The key is missing or unknown",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "403",
            description = "The key is a browser's",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "413",
            description = "More than 16 MB when inflated",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "Not all is stored; send the same again",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public FeedAnswer feed(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, byte[] body) {
        requireServerKey(authorization);
        List<FeedRow> rows = Feed.read(inflated(body), time.instant());
        List<BroadcastProducer.Entry<CatalogProduct>> entries = new ArrayList<>();
        List<FeedRow.Refused> refused = new ArrayList<>();
        for (FeedRow row : rows) {
            if (row instanceof FeedRow.Product told) {
                entries.add(new BroadcastProducer.Entry<>(told.product().id(), told.product()));
            } else if (row instanceof FeedRow.Removed removed) {
                entries.add(new BroadcastProducer.Entry<>(removed.id(), null));
            } else {
                refused.add((FeedRow.Refused) row);
            }
        }
        for (int i = 0; i < entries.size(); i += ROWS_AT_ONCE) {
            broadcast.write(topics.catalogProducts(), entries.subList(i, Math.min(entries.size(), i + ROWS_AT_ONCE)));
        }
        meters.counter("millrace.ingest.catalog.rows", "result", "stored").increment(entries.size());
        meters.counter("millrace.ingest.catalog.rows", "result", "refused").increment(refused.size());
        return new FeedAnswer(true, entries.size(), refused);
    }

    private void requireServerKey(@Nullable String authorization) {
        IngestSource source = BasicCredentials.key(authorization)
                .flatMap(key -> sources.byKey(key, time.instant()))
                .orElseThrow(() -> sources.complete()
                        ? new Refused(401, "unknown-key", "the key is missing or unknown, expected a server key")
                        : new Refused(503, "starting", "it is being read who may send; send the same again"));
        if (source.kind() != IngestSource.Kind.SERVER) {
            throw new Refused(403, "server-key-needed", "a browser can't say what the shop sells");
        }
    }

    private static byte[] inflated(byte[] body) {
        try {
            byte[] text = Inflater.isGzip(body) ? Inflater.inflate(body, MAX_BYTES) : body;
            if (text.length > MAX_BYTES) {
                throw new Refused(413, "too-big", "the feed has more than " + MAX_BYTES + " bytes; send several");
            }
            return text;
        } catch (IOException e) {
            throw new Refused(400, "malformed", "the body begins like gzip and can't be inflated");
        }
    }
}
