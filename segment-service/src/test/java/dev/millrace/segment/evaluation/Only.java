package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Dimension;

/** What the oracle's aggregates see inside {@code some product (…)}: this one only. */
record Only(Dimension dimension, String value) {}
