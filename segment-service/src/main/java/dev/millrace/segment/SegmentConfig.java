package dev.millrace.segment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Configuration of segment-service, under {@code millrace}. */
@ConfigMapping(prefix = "millrace")
public interface SegmentConfig {

    /** Names this instance: one that comes back under its name takes its place again without a rebalance. */
    @WithDefault("segment-0")
    String instance();

    /** Where the state stores lie on disk; what is lost here is restored from Kafka. */
    @WithDefault("state")
    @WithName("state-folder")
    String stateFolder();

    /** Where the other instances reach this one, such as {@code http://segment-0.segment:8082}. */
    @WithDefault("http://${quarkus.http.host}:${quarkus.http.port}")
    String address();

    /** Copies of each partition on other instances: they answer, and take over, when its owner is lost. */
    @WithDefault("1")
    int standbys();

    Topics topics();

    Admin admin();

    Clock clock();

    Sweep sweep();

    Population population();

    /** Which topics are read and written. */
    interface Topics {

        /** Stands before every topic name. */
        @WithDefault("millrace.")
        String prefix();

        /** Of every topic; fixed for the life of an installation. */
        @WithDefault("4")
        int partitions();
    }

    /** Who may use the admin API. */
    interface Admin {

        /** SHA-256 of the admin key, in hex. */
        @WithName("key-sha256")
        String keySha256();
    }

    Identity identity();

    /** For how long what nobody uses is remembered, in log time. */
    interface Identity {

        /** Customers known by an anonymous id only, after their last event. */
        @WithDefault("P90D")
        @WithName("anonymous-kept")
        Duration anonymousKept();

        /** That an id leads to another customer, after it was used last. */
        @WithDefault("P396D")
        @WithName("redirects-kept")
        Duration redirectsKept();
    }

    /** How customers are moved over to rules that changed. */
    interface Sweep {

        /** Of the time of each thread; more makes a new segment complete sooner and events wait longer meanwhile. */
        @WithDefault("0.3")
        double share();
    }

    /** How the whole base is counted, for rules that compare a customer with it. */
    interface Population {

        /** Between two counts, in the time of the log. */
        @WithDefault("1h")
        Duration every();
    }

    /** How time is written into the log. */
    interface Clock {

        /** Between two ticks: a timer is late by half of it on average. */
        @WithDefault("250ms")
        Duration interval();

        /** For so long timers are fired before events get their turn again. */
        @WithDefault("20ms")
        Duration timerSlice();

        /** Of a thread's time, when a long queue of timers is due and events could use all of it. What events leave idle comes on top. */
        @WithDefault("0.25")
        double timerShare();

        /** When time has not moved for so long in a partition, the instance says that it is not ready. */
        @WithDefault("30s")
        Duration stoppedAfter();
    }
}
