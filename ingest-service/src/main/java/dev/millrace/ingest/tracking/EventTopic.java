package dev.millrace.ingest.tracking;

/** Which of the four event topics an event belongs to. */
public enum EventTopic {
    SITE,
    CART,
    ORDER,
    PROFILE
}
