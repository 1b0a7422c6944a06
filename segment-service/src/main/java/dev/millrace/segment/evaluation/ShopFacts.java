package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask that a customer's own events don't say: the shop's settings, figures of the whole base, predictions.
 * Whatever a shop doesn't tell is unknown, and unknown selects nobody. An answer stands for as long as the facts do.
 */
public interface ShopFacts {

    /** Knows nothing; its time zone is UTC. */
    ShopFacts UNKNOWN = new ShopFacts() {};

    /** A point on earth in degrees. */
    record Place(double latitude, double longitude) {}

    /**
     * Names what is known of one of the facts: another name means that rules which read it may answer differently, and that the
     * customers have to be judged by them anew.
     *
     * @param fact {@code zone}, {@code stores}, {@code list:} or {@code figure:} and a name, {@code rank:} and a ranked value
     */
    default String fingerprint(String fact) {
        return "";
    }

    /** By which amounts in other currencies are seen in the shop's. */
    default ExchangeRates rates() {
        return ExchangeRates.NONE;
    }

    /** For customers who don't say theirs. */
    default ZoneId zone() {
        return ZoneOffset.UTC;
    }

    /**
     * {@code shop.free_shipping}, {@code population.reorder_interval}, {@code rfm.cell}, {@code coupon("welcome")} and the
     * like. Durations are {@link Value.Span}s, amounts of money {@link Value.Quantity} in the shop's currency.
     *
     * @param argument null for a figure without one
     */
    default Value figure(String name, @Nullable Value argument, CustomerState customer) {
        return Value.UNKNOWN;
    }

    /**
     * {@code p_alive}, {@code expected_orders(90d)}: figures that fall as time passes without an order.
     *
     * @return the figure at an instant in milliseconds, which never grows with it; null if it is unknown
     */
    default @Nullable LongToDoubleFunction decay(String name, @Nullable Value argument, CustomerState customer) {
        return null;
    }

    /** The elements of {@code list("remote")} as text; null if there is no such list. */
    default @Nullable Set<String> list(String name) {
        return null;
    }

    default List<Place> stores() {
        return List.of();
    }

    /** Of the stores the one that is nearest to where the customer is; null if either is not known. */
    default @Nullable NearestStore nearestStore(CustomerState customer) {
        return null;
    }

    /**
     * @param asked what is ranked, as the language prints it
     * @param of a segment; null for those whose value exists and is not 0
     * @return null if too few are known
     */
    default @Nullable BigDecimal rank(Operand.Rank.Kind kind, String asked, @Nullable String of, BigDecimal value) {
        return null;
    }
}
