package dev.millrace.ingest.storefront;

import org.jspecify.annotations.Nullable;

/** What the SDK is told about the shop. */
public record Storefront(@Nullable Popup popup) {}
