package dev.millrace.quickstart.platform;

import java.net.URI;

/** Where everything of a running platform is reached. */
public record ServiceAddresses(
        URI ingest, URI segment, URI trigger, URI mailer, URI inbox, String smtp, String kafkaBootstrap) {}
