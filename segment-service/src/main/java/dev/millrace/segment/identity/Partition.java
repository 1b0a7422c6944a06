package dev.millrace.segment.identity;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Move;
import dev.millrace.segment.customer.Links;
import dev.millrace.segment.customer.Redirect;
import dev.millrace.segment.membership.Customer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a partition keeps of its own ids, and the log by which it reaches the others. The protocol knows nothing else, so it
 * runs the same on Kafka Streams and in a simulation of many partitions.
 *
 * <p>All that one message changes and sends becomes visible together or not at all.
 */
public interface Partition {

    @Nullable
    Redirect redirect(CustomerId id);

    /** Leads an id elsewhere, and tells the world. */
    void lead(CustomerId id, Redirect redirect);

    /** The redirect leads where it did; a claim may have become stronger, or it was used. */
    void renew(CustomerId id, Redirect redirect);

    /** The id names a customer of its own again, and the world is told. */
    void endRedirect(CustomerId id);

    /** Whether anything that happened then may be forgotten: asked first, because it nearly never is. */
    boolean mayBeForgotten(Instant happened);

    /** What happened up to then is to be forgotten; null if nothing is. */
    @Nullable
    Instant erasedUpTo(CustomerId id);

    /** Remembers that, and tells the world. */
    void markErased(CustomerId id, Instant upTo);

    @Nullable
    Customer customer(CustomerId id);

    /** Takes a customer out, who leaves all segments because they are somebody else's now; null if there is none. */
    @Nullable
    Belongings takeOut(CustomerId id);

    /**
     * Takes a customer out for good.
     *
     * @param upTo what happened later is not part of it, though it may have come already
     */
    void erase(CustomerId id, Instant upTo);

    /** Makes another customer's belongings those of this one, who need not be there yet. */
    void merge(CustomerId id, Belongings moved, Links links);

    /** Changes only which ids the customer, who is there, claims. */
    void claims(CustomerId id, Links links);

    /** To the partition of the customer that it is to. */
    void send(Move move);

    /** That something arrived of what is forgotten. */
    void dropped();
}
