package dev.millrace.segment.query;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.RedirectCodec;
import dev.millrace.segment.customer.RecentEvents;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.Stores;
import dev.millrace.segment.stream.Timelines;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a partition holds of a customer.
 *
 * @param customer if known
 * @param movedTo the id that this one was merged into, and that knows more; null for one that stands for itself
 * @param asOf log time up to which everything stored has been taken into account
 * @param standby whether a copy told it
 * @param task that works on the partition; null where a copy told it
 */
public record FoundCustomer(
        Optional<Customer> customer,
        @Nullable CustomerId movedTo,
        Timeline timeline,
        Instant asOf,
        boolean standby,
        RuleSet rules,
        ShopFacts facts,
        @Nullable PartitionTask task) {

    public static FoundCustomer read(PartitionView view, CustomerId id) {
        byte[] redirect = view.<String, byte[]>store(Stores.REDIRECTS).get(id.value());
        byte[] stored = view.<String, byte[]>store(Stores.CUSTOMERS).get(id.value());
        Optional<Customer> customer = Optional.ofNullable(stored).map(CustomerCodec::decode);
        return new FoundCustomer(
                customer,
                redirect == null ? null : RedirectCodec.decode(redirect).target(),
                Timelines.read(
                        view.store(Stores.TIMELINE),
                        id,
                        customer.map(Customer::recent).orElse(RecentEvents.EMPTY)),
                view.asOf(),
                view.standby(),
                view.rules(),
                view.facts(),
                view.task());
    }

    /**
     * Segment to the instant after which its rule has seen all that this customer did, where what came before may be missing: the
     * rule was made later, and the customer's remembered past does not reach back to the beginning.
     */
    public Map<String, Instant> exactSince() {
        Map<String, Instant> exactSince = new TreeMap<>();
        Instant remembered = timeline.exactSince();
        if (task != null && remembered.isAfter(Instant.EPOCH)) {
            rules.rules().forEach(rule -> task.exactSince(rule.segment())
                    .ifPresent(
                            since -> exactSince.put(rule.segment(), since.isBefore(remembered) ? since : remembered)));
        }
        return exactSince;
    }
}
