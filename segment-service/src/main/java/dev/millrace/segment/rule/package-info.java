/** The segment language: tree, parser, printer, types, evaluation. Pure: no clock, no Kafka. */
@NullMarked
package dev.millrace.segment.rule;

import org.jspecify.annotations.NullMarked;
