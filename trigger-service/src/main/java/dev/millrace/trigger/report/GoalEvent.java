package dev.millrace.trigger.report;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that counts as a goal for those who listen to its watch, or takes away from one.
 *
 * @param key the order, or the event itself: what happened to one thing is counted once, however often it was told
 * @param worth in the shop's currency; null if it has no amount, or one that can't be converted
 * @param hasAmount whether it has an amount
 */
public record GoalEvent(String watch, String key, Instant at, @Nullable BigDecimal worth, boolean hasAmount) {}
