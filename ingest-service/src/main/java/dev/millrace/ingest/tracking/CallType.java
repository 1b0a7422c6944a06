package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ShopEvent;

/** The calls of the tracking API that make events. */
public enum CallType {
    TRACK("track", ShopEvent.Kind.TRACK),
    PAGE("page", ShopEvent.Kind.PAGE),
    IDENTIFY("identify", ShopEvent.Kind.IDENTIFY),
    ALIAS("alias", ShopEvent.Kind.ALIAS);

    private final String type;
    private final ShopEvent.Kind kind;

    CallType(String type, ShopEvent.Kind kind) {
        this.type = type;
        this.kind = kind;
    }

    public ShopEvent.Kind kind() {
        return kind;
    }

    /** What a call in a batch says it is. */
    static CallType of(JsonNode call) {
        String sent = call.path("type").asText("");
        for (CallType candidate : values()) {
            if (candidate.type.equals(sent)) {
                return candidate;
            }
        }
        throw new BadField(
                Reading.Reason.UNKNOWN_TYPE, "type is missing or unknown, expected track, page, identify or alias");
    }
}
