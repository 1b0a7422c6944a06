package dev.millrace.mailer.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a message stands. A state has a method for each move that is legal from it and no other, so a message that was
 * handed over can't be cancelled and one that was refused can't be sent: there is nothing to call.
 *
 * <pre>
 *   queued ------> claimed --> sending --> accepted | rejected | retry-at | unknown
 *   retry-at ---->    |
 *   unknown (transactional only, sent again once)
 *                     +------> held | suppressed | expired | retry-at
 *   queued, retry-at --> retry-at, expired (it is not its turn)
 *   queued, claimed, retry-at --> cancelled
 * </pre>
 *
 * Moves do no I/O: whoever stores one compares the revision it started from, so of two moves only one happens.
 */
public sealed interface MessageState {

    /** The state's name as it is stored and shown. */
    String code();

    /** Why the message is in this state; empty where the state says it all. */
    default String reason() {
        return "";
    }

    /** When somebody has to look at the message again; empty for a final state. */
    default Optional<Instant> wakeAt() {
        return Optional.empty();
    }

    default boolean isFinal() {
        return wakeAt().isEmpty();
    }

    /** A state in which the message waits for a worker, from {@link #wakeAt} on. */
    sealed interface Claimable extends MessageState {

        /**
         * Takes the message in hand.
         *
         * @throws IllegalStateException before the message is due
         */
        default Claimed claim(Lease lease, Instant now) {
            if (!claimableAt(now)) {
                throw new IllegalStateException("a message in state " + code() + " is not due at " + now);
            }
            return new Claimed(lease);
        }

        /** It is not its turn. */
        default RetryAt postpone(Instant at, String reason) {
            return new RetryAt(at, reason);
        }

        /** It will not be its turn in time. */
        default Expired giveUp(String reason) {
            return new Expired(reason);
        }

        default boolean claimableAt(Instant now) {
            return wakeAt().filter(due -> !now.isBefore(due)).isPresent();
        }
    }

    /** A state from which the message can still be stopped, because no server has been given its content. */
    sealed interface Cancellable extends MessageState {

        default Cancelled cancel(String reason) {
            return new Cancelled(reason);
        }
    }

    /** Stored and waiting for its first worker. */
    record Queued(Instant since) implements Claimable, Cancellable {
        @Override
        public String code() {
            return "queued";
        }

        @Override
        public Optional<Instant> wakeAt() {
            return Optional.of(since);
        }
    }

    /** The server could not take it now, or could not be reached, or it is not its turn; tried again at {@code at}. */
    record RetryAt(Instant at, String reason) implements Claimable, Cancellable {
        @Override
        public String code() {
            return "retry-at";
        }

        @Override
        public Optional<Instant> wakeAt() {
            return Optional.of(at);
        }
    }

    /** A worker renders it. Nothing has left the house: after the lease another worker may begin anew. */
    record Claimed(Lease lease) implements Claimable, Cancellable {
        @Override
        public String code() {
            return "claimed";
        }

        @Override
        public Optional<Instant> wakeAt() {
            return Optional.of(lease.until());
        }

        /** The content is about to be transmitted. */
        public Sending begin(Lease extended) {
            return new Sending(extended);
        }

        public Held hold(String reason) {
            return new Held(reason);
        }

        public Suppressed suppress(String reason) {
            return new Suppressed(reason);
        }

        public Expired expire(String reason) {
            return new Expired(reason);
        }

        public RetryAt retry(Instant at, String reason) {
            return new RetryAt(at, reason);
        }

        /** The server refused before it was given the content. */
        public Rejected reject(String reason) {
            return new Rejected(reason);
        }
    }

    /** Written just before the content is transmitted: from here on only the server's answer tells whether it was taken. */
    record Sending(Lease lease) implements MessageState {

        /** As it is stored. */
        public static final String CODE = "sending";

        @Override
        public String code() {
            return CODE;
        }

        @Override
        public Optional<Instant> wakeAt() {
            return Optional.of(lease.until());
        }

        public Accepted accept(String reply) {
            return new Accepted(reply);
        }

        public RetryAt retry(Instant at, String reason) {
            return new RetryAt(at, reason);
        }

        public Rejected reject(String reason) {
            return new Rejected(reason);
        }

        /** The answer was lost with the connection. */
        public Unknown lose(String reason, Optional<Instant> sendAgainAt) {
            return new Unknown(reason, sendAgainAt);
        }

        /**
         * The worker is gone, and with it the answer.
         *
         * @throws IllegalStateException while the lease runs: the worker may still be waiting for the answer
         */
        public Unknown abandon(Instant now, Optional<Instant> sendAgainAt) {
            if (!lease.expiredAt(now)) {
                throw new IllegalStateException("the lease of " + lease.owner() + " runs until " + lease.until());
            }
            return new Unknown("the sender stopped before the server's answer was stored", sendAgainAt);
        }
    }

    /** The server took responsibility for it. */
    record Accepted(String reason) implements MessageState {
        @Override
        public String code() {
            return "accepted";
        }
    }

    /** The server refused it for good. */
    record Rejected(String reason) implements MessageState {
        @Override
        public String code() {
            return "rejected";
        }
    }

    /** The address wants no such mail, or takes none. */
    record Suppressed(String reason) implements MessageState {
        @Override
        public String code() {
            return "suppressed";
        }
    }

    /** It was not sent in time and is stale. */
    record Expired(String reason) implements MessageState {
        @Override
        public String code() {
            return "expired";
        }
    }

    /** Whoever asked for it took it back in time. */
    record Cancelled(String reason) implements MessageState {
        @Override
        public String code() {
            return "cancelled";
        }
    }

    /** It can't be made into a mail: no such template, or rendering failed. */
    record Held(String reason) implements MessageState {
        @Override
        public String code() {
            return "held";
        }
    }

    /** Transmitted, but whether the server took it is not known. Sent again only where a lost mail is worse than two. */
    record Unknown(String reason, Optional<Instant> sendAgainAt) implements Claimable {
        @Override
        public String code() {
            return "unknown";
        }

        @Override
        public Optional<Instant> wakeAt() {
            return sendAgainAt;
        }
    }
}
