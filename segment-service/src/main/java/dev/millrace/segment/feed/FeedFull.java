package dev.millrace.segment.feed;

/** Too many follow the feed at this instance. */
public final class FeedFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FeedFull(int most) {
        super("this instance has " + most + " listeners already; try another one, or later");
    }
}
