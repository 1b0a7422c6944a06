package dev.millrace.ingest.storefront;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.StorefrontSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the shop's pages show: what was set last, else what configuration says. What was set and can't be read any more counts
 * as not set. Readers see one whole state; safe for threads.
 */
public final class StorefrontBook {

    private final Storefront configured;
    private volatile State state;
    private volatile boolean complete;

    /** Who said so. */
    public enum SetBy {
        NOBODY,
        CONFIGURATION,
        API
    }

    /** @param published what pages are told */
    public record State(Storefront storefront, SetBy setBy, PublishedFile published) {

        static State of(Storefront storefront, SetBy setBy) {
            try {
                return new State(
                        storefront, setBy, PublishedFile.of(Json.mapper().writeValueAsBytes(storefront)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a pop-up can't be written", e);
            }
        }
    }

    public StorefrontBook(Storefront configured) {
        this.configured = configured;
        this.state = byConfiguration();
    }

    public State now() {
        return state;
    }

    /** What configuration says, as if nothing had been set. */
    public State byConfiguration() {
        return State.of(configured, configured.popup() == null ? SetBy.NOBODY : SetBy.CONFIGURATION);
    }

    /** Whether it was read already what was set. */
    public boolean complete() {
        return complete;
    }

    /** What was set, by its key; empty: what configuration says. */
    public void store(Map<String, StorefrontSettings> settings) {
        StorefrontSettings set = settings.get(StorefrontSettings.POPUP);
        state = set == null ? byConfiguration() : set(set.popup());
        complete = true;
    }

    private State set(@Nullable ObjectNode popup) {
        try {
            return State.of(new Storefront(popup == null ? null : PopupDocument.read(popup)), SetBy.API);
        } catch (IllegalArgumentException e) {
            return byConfiguration();
        }
    }
}
