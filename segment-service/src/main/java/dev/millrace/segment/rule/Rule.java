package dev.millrace.segment.rule;

import dev.millrace.contract.SegmentDefinition;

/** A definition whose expression was parsed and checked. */
public record Rule(SegmentDefinition definition, Expression expression) {

    public String segment() {
        return definition.id();
    }

    public int version() {
        return definition.version();
    }
}
