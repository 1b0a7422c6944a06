package dev.millrace.segment.feed;

/** What a listener is sent. */
public sealed interface FeedItem {

    /**
     * A transition as it stands on the topic.
     *
     * @param place to go on from behind it
     */
    record Transition(String place, String json) implements FeedItem {}

    /**
     * The listener must know that it does not see everything.
     *
     * @param kind {@code gap}: some of what it missed is no longer in the log; {@code dropped}: it was too slow, and what
     *     follows is the end
     */
    record Notice(String kind, String message) implements FeedItem {}

    /** Keeps the connection open while nothing happens. */
    record Heartbeat() implements FeedItem {}
}
