package dev.millrace.trigger.reward;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which code somebody gets and under what conditions it holds. The shop grants what it is worth; these conditions are for
 * the message, and the shop should keep the same.
 *
 * @param pool the name under which rules know the codes
 * @param shape how codes are made up; null takes uploaded ones
 * @param expiresAfter counted from when it is issued; null is never
 * @param channel where it can be used, such as online or stores
 */
public record CouponTerms(
        String pool,
        @Nullable CodeShape shape,
        @Nullable Duration expiresAfter,
        @Nullable BigDecimal minimumOrder,
        @Nullable String currency,
        @Nullable String channel) {}
