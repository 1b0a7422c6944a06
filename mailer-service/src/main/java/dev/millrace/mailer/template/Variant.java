package dev.millrace.mailer.template;

import org.jspecify.annotations.Nullable;

/**
 * One of several subjects and preheaders that are tried against each other.
 *
 * @param subject Liquid, one line; null takes the template's
 * @param preheader Liquid; null takes the template's
 * @param weight its share of the messages is this, divided by the sum of all
 */
public record Variant(@Nullable String subject, @Nullable String preheader, int weight) {}
