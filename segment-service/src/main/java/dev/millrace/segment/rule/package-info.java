/** The segment language: tree, types, parser, printer, description, JSON form. Pure: no clock, no Kafka. */
@NullMarked
package dev.millrace.segment.rule;

import org.jspecify.annotations.NullMarked;
