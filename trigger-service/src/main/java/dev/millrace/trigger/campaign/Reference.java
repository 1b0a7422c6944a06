package dev.millrace.trigger.campaign;

import org.jspecify.annotations.Nullable;

/** Something a document names that another service has to know, with the place at which it is named. */
public sealed interface Reference {

    String path();

    record Segment(String id, String path) implements Reference {}

    record Template(String id, String path) implements Reference {}

    record Expression(String text, String path) implements Reference {}

    /**
     * Liquid that stands in for a template's.
     *
     * @param path of the group in which the two stand
     */
    record Lines(String subject, @Nullable String preheader, String path) implements Reference {}

    /** @param filterPath where the filter stands, if there is one */
    record Event(WatchedEvent event, String path, @Nullable String filterPath) implements Reference {}

    /** Codes that have been uploaded. */
    record Pool(String id, String path) implements Reference {}

    /** A service that is called. */
    record Target(String id, String path) implements Reference {}
}
