package dev.millrace.ingest.intake;

import dev.millrace.ingest.tracking.Body;
import dev.millrace.ingest.tracking.BodyReader;
import dev.millrace.ingest.tracking.Limits;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Opens what was sent: inflates it when it is gzip, whatever it is labelled, and reads it within the limits. */
@Singleton
class Opening {

    private static final int LIMIT = Limits.SEGMENT.bodyBytes();

    private final BodyReader bodies;

    Opening(BodyReader bodies) {
        this.bodies = bodies;
    }

    Body open(Sent sent) {
        byte[] body = sent.body();
        if (body.length <= LIMIT && Inflater.isGzip(body)) {
            try {
                body = Inflater.inflate(body, LIMIT);
            } catch (IOException e) {
                return new Body.Malformed("the body begins like gzip and can't be inflated");
            }
        }
        if (body.length > LIMIT) {
            return new Body.TooBig("the body has more than %d bytes; send several smaller batches".formatted(LIMIT));
        }
        Body read = sent.call().single().isPresent() ? bodies.readCall(body) : bodies.readBatch(body);
        return read instanceof Body.Read of
                ? new Body.Read(of.calls().sentWith(sent.sentAt(), decoded(sent.anonymousId())))
                : read;
    }

    /** A header that is no base64 says nothing. */
    private static @Nullable String decoded(@Nullable String base64) {
        if (base64 == null) {
            return null;
        }
        try {
            String id = new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
            return id.isBlank() || id.indexOf('\uFFFD') >= 0 ? null : id;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
