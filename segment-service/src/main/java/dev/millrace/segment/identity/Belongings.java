package dev.millrace.segment.identity;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Move.StateMoved;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.TimelineCodec;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.membership.Customer;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a customer, on its way to another one.
 *
 * @param rules the fingerprint of the rules by which it was kept
 */
public record Belongings(Customer customer, Timeline timeline, long rules) {

    /** Null stands for somebody of whom nothing was known. */
    public static StateMoved pack(CustomerId to, CustomerId from, Claim claim, @Nullable Belongings moved) {
        return moved == null
                ? new StateMoved(to, List.of(from), claim, null, null, 0)
                : new StateMoved(
                        to,
                        List.of(from),
                        claim,
                        Base64.getEncoder().encodeToString(CustomerCodec.encode(moved.customer)),
                        Base64.getEncoder().encodeToString(TimelineCodec.encode(moved.timeline)),
                        moved.rules);
    }

    /** Null if nothing was known. */
    public static @Nullable Belongings unpack(StateMoved moved) {
        if (moved.record() == null) {
            return null;
        }
        Timeline timeline = moved.timeline() == null
                ? Timeline.EMPTY
                : TimelineCodec.decode(Base64.getDecoder().decode(moved.timeline()));
        return new Belongings(
                CustomerCodec.decode(Base64.getDecoder().decode(moved.record())), timeline, moved.rules());
    }
}
