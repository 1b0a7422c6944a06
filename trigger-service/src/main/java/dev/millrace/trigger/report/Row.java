package dev.millrace.trigger.report;

import java.math.BigDecimal;

/** A figure of one campaign, over all days that were asked for. */
public record Row(int version, boolean heldOut, String step, String variant, String figure, BigDecimal value) {}
