package dev.millrace.trigger.policy.settings;

import dev.millrace.trigger.policy.law.Place;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Where a customer is taken to be who doesn't say. */
public record Home(Place place, ZoneId zone) {

    /** Nowhere: the strictest law, and UTC. */
    public static final Home NOWHERE = new Home(Place.UNKNOWN, ZoneOffset.UTC);
}
