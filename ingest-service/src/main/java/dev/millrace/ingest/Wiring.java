package dev.millrace.ingest;

import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.catalog.MentionedProducts;
import dev.millrace.ingest.intake.DataRequestBook;
import dev.millrace.ingest.intake.InFlight;
import dev.millrace.ingest.key.AddressLimits;
import dev.millrace.ingest.key.RateLimits;
import dev.millrace.ingest.key.SourceBook;
import dev.millrace.ingest.storefront.Storefront;
import dev.millrace.ingest.storefront.StorefrontBook;
import dev.millrace.ingest.tracking.BodyReader;
import dev.millrace.ingest.tracking.EventReader;
import dev.millrace.ingest.tracking.Limits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;

/** Puts the pure core together from configuration; what is wrong there stops the start. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    SourceBook sources(SourcesConfig config) {
        return new SourceBook(ConfiguredSources.of(config));
    }

    @Produces
    @Singleton
    StorefrontBook storefronts(Storefront configured) {
        return new StorefrontBook(configured);
    }

    @Produces
    @Singleton
    DataRequestBook dataRequests(MeterRegistry meters) {
        DataRequestBook book = new DataRequestBook();
        Gauge.builder("millrace.ingest.data.requests.open", book, DataRequestBook::size)
                .description("People who asked what is known of them and have not been answered")
                .register(meters);
        return book;
    }

    @Produces
    @Singleton
    RateLimits rateLimits(LimitsConfig limits) {
        return new RateLimits(limits.browserEventsPerSecond(), limits.serverEventsPerSecond(), System::nanoTime);
    }

    @Produces
    @Singleton
    MentionedProducts mentionedProducts(CatalogConfig config) {
        return new MentionedProducts(config.learn());
    }

    @Produces
    @Singleton
    AddressLimits addressLimits(LimitsConfig limits) {
        return new AddressLimits(limits.addressEventsPerSecond(), new SecureRandom().nextLong(), System::nanoTime);
    }

    @Produces
    @Singleton
    InFlight inFlight(IngestConfig config, MeterRegistry meters) {
        InFlight inFlight = new InFlight(config.maxInFlight().asLongValue());
        Gauge.builder("millrace.ingest.in.flight", inFlight, InFlight::bytes)
                .baseUnit("bytes")
                .description("Bytes of requests that are not answered yet")
                .register(meters);
        return inFlight;
    }

    @Produces
    @Singleton
    BodyReader bodies() {
        return new BodyReader(Limits.SEGMENT);
    }

    @Produces
    @Singleton
    IdentityKey identityKey(IdentityConfig identity) {
        return new IdentityKey(identity.key());
    }

    @Produces
    @Singleton
    EventReader events(IdentityKey identity) {
        return new EventReader(identity, Limits.SEGMENT, () -> UUID.randomUUID().toString());
    }

    @Produces
    @Singleton
    Topics topics(TopicsConfig config) {
        return new Topics(config.prefix());
    }
}
