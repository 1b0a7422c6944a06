package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the shop's pages show, on {@code storefront.settings}; a tombstone when what configuration says counts again.
 *
 * @param popup the welcome pop-up as pages are told of it; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StorefrontSettings(@Nullable ObjectNode popup, Instant updatedAt) {

    public static final String POPUP = "popup";

    public StorefrontSettings {
        Objects.requireNonNull(updatedAt, "updatedAt");
    }
}
