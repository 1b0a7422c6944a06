package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at the shop, on {@code events.site}, {@code events.cart}, {@code events.order} or
 * {@code events.profile}, keyed by {@link #customer}.
 *
 * @param id the producer's message id, at most 100 characters: the same id for the same customer is the same event, within a
 *     day, or for good where a server's id begins with {@value #ONCE}
 * @param kind which call of the tracking API it was
 * @param name the event's name as Segment spells it ({@code Order Completed}); {@code Page Viewed} for a page call,
 *     {@code Identify} for an identify call and {@code Alias} for an alias call
 * @param customer the strongest identifier the event carried
 * @param alsoKnownAs the weaker identifiers that it carried beside, strongest first; on an alias call the ids that name the
 *     same customer as {@link #customer}. At most {@value #MAX_ALSO_KNOWN_AS}, without {@link #customer} itself
 * @param timestamp when it happened, corrected for the clock of the device, never after {@link #receivedAt}
 * @param source the name of the write key's source
 * @param trust how much the sender is believed about who the customer is
 * @param historical true for imported history: it changes state but starts no campaign
 * @param properties what the event says; money as decimal text with {@code currency}, lines in {@code products}
 * @param traits what is known of the customer: the traits of an identify call, else {@code context.traits}
 * @param context where it came from: {@code page}, {@code campaign}, {@code locale}, {@code timezone}
 */
public record ShopEvent(
        String id,
        Kind kind,
        String name,
        CustomerId customer,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CustomerId> alsoKnownAs,
        @Nullable String userId,
        @Nullable String anonymousId,
        Instant timestamp,
        Instant receivedAt,
        String source,
        Trust trust,
        boolean historical,
        ObjectNode properties,
        ObjectNode traits,
        ObjectNode context) {

    public static final int MAX_ID_LENGTH = 100;

    /** With this begin the ids of what happens once, however often and late it is told: that an order was paid. */
    public static final String ONCE = "once:";

    public static final int MAX_ALSO_KNOWN_AS = 8;
    public static final String PAGE_VIEWED = "Page Viewed";
    public static final String IDENTIFY = "Identify";
    public static final String ALIAS = "Alias";
    public static final String CONSENT_UPDATED = "Consent Updated";

    /** A call of the tracking API. */
    public enum Kind {
        @JsonProperty("track")
        TRACK,
        @JsonProperty("page")
        PAGE,
        @JsonProperty("identify")
        IDENTIFY,
        @JsonProperty("alias")
        ALIAS
    }

    /** Who spoke: a visitor's browser, the shop's server, or one of our own services. */
    public enum Trust {
        @JsonProperty("browser")
        BROWSER,
        @JsonProperty("server")
        SERVER,
        @JsonProperty("internal")
        INTERNAL
    }

    public ShopEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(trust, "trust");
        if (id.isBlank() || id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException("an event id has 1 to " + MAX_ID_LENGTH + " characters");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("an event has a name");
        }
        alsoKnownAs = alsoKnownAs == null ? List.of() : others(customer, alsoKnownAs);
        // not copied, as each event of a busy log would be: whoever makes an event hands them over
        properties = properties == null ? Json.object() : properties;
        traits = traits == null ? Json.object() : traits;
        context = context == null ? Json.object() : context;
    }

    private static List<CustomerId> others(CustomerId customer, List<CustomerId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<CustomerId> others = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            CustomerId id = ids.get(i);
            if (others.size() < MAX_ALSO_KNOWN_AS && !id.equals(customer) && !others.contains(id)) {
                others.add(id);
            }
        }
        return List.copyOf(others);
    }

    /** Whether its id is to be remembered for good. */
    @JsonIgnore
    public boolean isToldOnce() {
        return id.startsWith(ONCE);
    }

    /** The same event of a customer with this user id. */
    public ShopEvent withUserId(String changed) {
        return new ShopEvent(
                id,
                kind,
                name,
                customer,
                alsoKnownAs,
                changed,
                anonymousId,
                timestamp,
                receivedAt,
                source,
                trust,
                historical,
                properties,
                traits,
                context);
    }

    /** Without what the shop said: properties, traits and context may name a person. */
    @Override
    public String toString() {
        return "ShopEvent[id=" + id + ", name=" + name + ", customer=" + customer + ", timestamp=" + timestamp + "]";
    }
}
