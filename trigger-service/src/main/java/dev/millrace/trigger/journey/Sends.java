package dev.millrace.trigger.journey;

import dev.millrace.contract.MessageCommand.MessageRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages of one enrolment that were requested and neither revoked nor given back, the oldest first. */
public record Sends(List<Sent> sent) {

    /** When there are none, or nobody asks. */
    public static final Sends NONE = new Sends(List.of());

    /**
     * One message.
     *
     * @param tracksOpens whether an opening could be seen
     * @param answeredAt when a person last opened it, or followed a link in it; null as far as is known never
     */
    public record Sent(String step, Instant at, boolean tracksOpens, @Nullable Instant answeredAt) {}

    public Sends {
        sent = List.copyOf(sent);
    }

    Optional<Sent> of(String step) {
        return sent.stream().filter(one -> one.step().equals(step)).findFirst();
    }

    Sends with(MessageRequested request) {
        List<Sent> more = new ArrayList<>(sent);
        more.add(new Sent(request.step(), request.requestedAt(), request.trackOpens(), null));
        return new Sends(more);
    }

    /**
     * How many were followed by no sign of life. One whose opening could not have been seen does not count: nobody knows
     * whether it was read.
     *
     * @param lastSeen the customer's last visit or order
     */
    int unanswered(@Nullable Instant lastSeen) {
        Instant last = sent.stream()
                .map(Sent::answeredAt)
                .filter(Objects::nonNull)
                .reduce(lastSeen == null ? Instant.MIN : lastSeen, (one, other) -> one.isAfter(other) ? one : other);
        return (int) sent.stream()
                .filter(Sent::tracksOpens)
                .filter(one -> one.at().isAfter(last))
                .count();
    }
}
