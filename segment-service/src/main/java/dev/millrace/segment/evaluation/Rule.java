package dev.millrace.segment.evaluation;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.rule.Expression;

/** A definition whose expression was parsed and checked. */
public record Rule(SegmentDefinition definition, Expression expression) {

    public String segment() {
        return definition.id();
    }

    public int version() {
        return definition.version();
    }
}
