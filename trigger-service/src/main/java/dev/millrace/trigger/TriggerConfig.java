package dev.millrace.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How due steps are worked on. */
@ConfigMapping(prefix = "millrace.trigger")
public interface TriggerConfig {

    /** Threads that claim and decide due steps. */
    @WithDefault("2")
    int workers();

    /** How many due enrolments are claimed at once. */
    @WithDefault("250")
    int claim();

    /** After this long, what was claimed and not decided is due again. */
    @WithDefault("30s")
    Duration lease();

    /** How often to look for due enrolments when nothing signals any. */
    @WithDefault("200ms")
    Duration poll();

    /** The oldest answer of segment-service on which a send is made. */
    @WithDefault("5s")
    Duration freshness();

    AskAgain askAgain();

    /** How often to try again to tell segment-service which events campaigns listen for. */
    @WithDefault("5s")
    Duration watchesRetried();

    /** How often to look whether it is time for a broadcast. */
    @WithDefault("1s")
    Duration broadcastsPolled();

    /** How often to look for codes that expire and for referrals whose rewards are due. */
    @WithDefault("1s")
    Duration rewardsSwept();

    /** Whether openings are tracked: of those who consented to it, or of everybody. */
    @WithDefault("consented")
    OpenTracking openTracking();

    /** For how long it is remembered which transitions were applied; longer than their topic keeps them. */
    @WithDefault("40d")
    Duration inboxKept();

    /** For how long single facts about messages and goals are kept: reports of older days stay as they are. */
    @WithDefault("400d")
    Duration reportsKept();

    /** When segment-service is asked about a due send. */
    interface AskAgain {

        /** How long after the end of a wait it is asked first: it needs that long to know that the instant has passed. */
        @WithDefault("500ms")
        Duration settle();

        @WithDefault("250ms")
        Duration first();

        @WithDefault("5s")
        Duration longest();
    }

    /** Whose openings are tracked. */
    enum OpenTracking {
        CONSENTED,
        ALWAYS
    }
}
