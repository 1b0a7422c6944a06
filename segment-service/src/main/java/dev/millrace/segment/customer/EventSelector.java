package dev.millrace.segment.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which events an aggregate sees, and what it sees of them. Compiled from a rule; decides on the event alone. */
public interface EventSelector {

    /**
     * What is seen of an event: nothing if it is not selected or lacks the property; one value of each line for a line's
     * property; {@link Rows#PRESENT} where no property is asked.
     *
     * @param slice what the aggregate is limited to; null sees the whole event
     */
    List<Trait.Value> values(EventFacts event, @Nullable Slice slice);
}
