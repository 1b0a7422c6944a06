package dev.millrace.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How other services are called. */
@ConfigMapping(prefix = "millrace.webhooks")
public interface WebhooksConfig {

    /** Whether targets may be called without encryption. */
    @WithDefault("false")
    boolean allowHttp();

    /** Whether targets may be inside: at private, loopback and other addresses that are not public. */
    @WithDefault("false")
    boolean allowPrivate();

    /** How many calls of one target are under way at a time, in each instance. */
    @WithDefault("4")
    int concurrency();

    @WithDefault("3s")
    Duration connectTimeout();

    /** For the whole call, up to the last byte of the answer. */
    @WithDefault("10s")
    Duration timeout();

    /** After this long, a call that was begun and of which nothing is known is made again. */
    @WithDefault("2m")
    Duration lease();

    @WithDefault("5s")
    Duration firstRetry();

    @WithDefault("1h")
    Duration longestRetry();

    /** Calls older than this are given up. */
    @WithDefault("1d")
    Duration giveUpAfter();

    /** Of a call's body, in bytes. */
    @WithDefault("65536")
    int mostBytes();

    /** How long it is known what became of a call. */
    @WithDefault("30d")
    Duration kept();

    /** How often to look for calls when nothing signals any. */
    @WithDefault("1s")
    Duration poll();
}
