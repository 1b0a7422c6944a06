package dev.millrace.trigger.reward;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a friend's first order is rewarded, decided when the time in which it can be cancelled is over, on what
 * segment-service knows of both then. Nothing is given before, so nothing has to be taken back.
 */
public final class Referral {

    /** As many of the newest orders as an answer shows. */
    private static final int SHOWN = 10;

    /** What is decided; the text is kept and shown. */
    public enum Ruling {
        GIVEN,
        SELF,
        SAME_ADDRESS,
        NOT_FIRST_ORDER,
        ORDER_CANCELLED,
        UNKNOWN_CUSTOMER;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One of the two as the answer has them.
     *
     * @param id of who answered: another one than asked when they have been merged
     * @param address names the address; null if there is none
     */
    public record Side(String id, @Nullable String address, JsonNode traits, JsonNode orders) {}

    private Referral() {}

    /**
     * @param order the id of the order that the code came with; null if it had none
     * @param at when that order was
     */
    public static Ruling rule(@Nullable Side referrer, @Nullable Side friend, @Nullable String order, String at) {
        if (referrer == null || friend == null) {
            return Ruling.UNKNOWN_CUSTOMER;
        }
        if (referrer.id().equals(friend.id())) {
            return Ruling.SELF;
        }
        if (isSamePerson(referrer, friend)) {
            return Ruling.SAME_ADDRESS;
        }
        return ruleOrder(friend.orders(), order, at);
    }

    private static boolean isSamePerson(Side referrer, Side friend) {
        if (referrer.address() != null && Objects.equals(referrer.address(), friend.address())) {
            return true;
        }
        Set<String> shared = new HashSet<>(phones(referrer.traits()));
        shared.retainAll(phones(friend.traits()));
        String home = home(referrer.traits());
        return !shared.isEmpty() || !home.isEmpty() && home.equals(home(friend.traits()));
    }

    private static Set<String> phones(JsonNode traits) {
        String digits = traits.path("phone").asText("").replaceAll("[^0-9]", "");
        return digits.length() < 6 ? Set.of() : Set.of(digits);
    }

    /** Street, postal code and surname: a household shares the first two, one person all three. */
    private static String home(JsonNode traits) {
        JsonNode address = traits.path("address");
        String street = text(address, traits, "street");
        String code = text(address, traits, "postal_code", "postalCode");
        String name = text(traits, traits, "last_name", "lastName");
        return street.isEmpty() || code.isEmpty() || name.isEmpty() ? "" : street + "|" + code + "|" + name;
    }

    private static String text(JsonNode nested, JsonNode traits, String... names) {
        for (String name : names) {
            String found =
                    nested.path(name).asText(traits.path("address." + name).asText(""));
            String plain = found.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
            if (!plain.isEmpty()) {
                return plain;
            }
        }
        return "";
    }

    /** Orders that were cancelled are not in the answer. */
    private static Ruling ruleOrder(JsonNode orders, @Nullable String order, String at) {
        JsonNode newest = orders.path("newest");
        int place = -1;
        for (int i = 0; i < newest.size(); i++) {
            boolean isIt = order == null
                    ? newest.get(i).path("at").asText().equals(at)
                    : newest.get(i).path("id").asText().equals(order);
            if (isIt) {
                place = i;
            }
        }
        if (place < 0) {
            return orders.path("count").asLong() > SHOWN ? Ruling.NOT_FIRST_ORDER : Ruling.ORDER_CANCELLED;
        }
        boolean givenBack = newest.get(place).path("total").asText("").matches("0(\\.0*)?");
        if (givenBack) {
            return Ruling.ORDER_CANCELLED;
        }
        boolean first = place == newest.size() - 1 && orders.path("count").asLong() <= newest.size();
        return first ? Ruling.GIVEN : Ruling.NOT_FIRST_ORDER;
    }
}
