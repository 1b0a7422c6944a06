package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ShopEvent;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The calls of the tracking API that make events. */
public enum CallType {
    TRACK("track", ShopEvent.Kind.TRACK),
    PAGE("page", ShopEvent.Kind.PAGE),
    /** What a page is to an app. */
    SCREEN("screen", ShopEvent.Kind.PAGE),
    IDENTIFY("identify", ShopEvent.Kind.IDENTIFY),
    ALIAS("alias", ShopEvent.Kind.ALIAS),
    /** That a customer belongs to a company or household: an event of theirs with the group's traits. */
    GROUP("group", ShopEvent.Kind.TRACK);

    private static final String ALL =
            Arrays.stream(values()).map(CallType::type).collect(Collectors.joining(", "));

    private final String type;
    private final ShopEvent.Kind kind;

    CallType(String type, ShopEvent.Kind kind) {
        this.type = type;
        this.kind = kind;
    }

    /** Its name in a batch, and in the address of a single call. */
    public String type() {
        return type;
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
        throw new BadField(Reading.Reason.UNKNOWN_TYPE, "type is missing or unknown, expected one of " + ALL);
    }
}
