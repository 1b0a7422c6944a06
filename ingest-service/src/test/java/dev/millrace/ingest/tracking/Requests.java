package dev.millrace.ingest.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.ShopEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads requests written as JSON in tests, received at a fixed time. Ids are counted. */
final class Requests {

    static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    static final IdentityKey IDENTITY = new IdentityKey("a secret of an installation");
    static final Origin BROWSER = new Origin("storefront", ShopEvent.Trust.BROWSER, false, T0);
    static final Origin HISTORY = new Origin("backend", ShopEvent.Trust.SERVER, true, T0);

    private final AtomicInteger ids = new AtomicInteger();
    private final BodyReader bodies = new BodyReader(Limits.SEGMENT);
    private final EventReader events =
            new EventReader(IDENTITY, Limits.SEGMENT, () -> "generated-" + ids.incrementAndGet());

    Reading call(CallType type, String json) {
        Body body = bodies.readCall(json.getBytes(UTF_8));
        assertThat(body).isInstanceOf(Body.Read.class);
        return events.readAs(type, ((Body.Read) body).calls(), BROWSER).get(0);
    }

    ShopEvent accepted(CallType type, String json) {
        Reading reading = call(type, json);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).event();
    }

    Reading.Refused refused(CallType type, String json) {
        Reading reading = call(type, json);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return (Reading.Refused) reading;
    }

    List<Reading> batch(String json, Origin origin) {
        Body body = bodies.readBatch(json.getBytes(UTF_8));
        assertThat(body).isInstanceOf(Body.Read.class);
        return events.readTyped(((Body.Read) body).calls(), origin);
    }
}
