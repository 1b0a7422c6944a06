package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.List;

/** What an event is called and what it says, by the type of its call. */
final class CallProperties {

    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_GROUP_LENGTH = 200;

    private CallProperties() {}

    static EventName name(JsonNode call, CallType type) {
        return switch (type) {
            case PAGE, SCREEN -> EventName.PAGE_VIEWED;
            case IDENTIFY -> EventName.IDENTIFY;
            case ALIAS -> EventName.ALIAS;
            case GROUP -> EventName.GROUP;
            case TRACK -> tracked(call.path("event"));
        };
    }

    static ObjectNode of(JsonNode call, CallType type, EventName name) {
        return switch (type) {
            case IDENTIFY, ALIAS -> Json.object();
            case PAGE, SCREEN -> page(call);
            case GROUP -> group(call);
            case TRACK -> {
                ObjectNode properties = Fields.object(call, "properties");
                if (name.commerce()) {
                    yield Commerce.normalised(properties);
                }
                yield name.equals(EventName.CONSENT_UPDATED) ? Consent.checked(properties) : properties;
            }
        };
    }

    private static EventName tracked(JsonNode sent) {
        if (!sent.isTextual() || sent.asText().isBlank() || sent.asText().length() > MAX_NAME_LENGTH) {
            throw new BadField(
                    Reading.Reason.NO_NAME,
                    "event is missing or no name, expected text of 1 to " + MAX_NAME_LENGTH + " characters");
        }
        return EventName.of(sent.asText());
    }

    private static ObjectNode page(JsonNode call) {
        ObjectNode properties = Fields.copy(Fields.object(call, "properties"));
        for (String field : List.of("name", "category")) {
            if (Fields.present(call.path(field)) && !properties.has(field)) {
                properties.set(field, call.path(field));
            }
        }
        return properties;
    }

    /** The group's traits are no traits of the customer: they stay with the event. */
    private static ObjectNode group(JsonNode call) {
        ObjectNode properties = Fields.copy(Fields.object(call, "traits"));
        String group = Fields.id(call, "groupId", MAX_GROUP_LENGTH)
                .orElseThrow(
                        () -> new BadField(Reading.Reason.BAD_ID, "groupId is missing, expected the id of the group"));
        return properties.put("group_id", group);
    }
}
