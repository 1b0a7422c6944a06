package dev.millrace.trigger.kafka;

import dev.millrace.contract.SegmentTransition;

/** What a record's bytes turned out to be. */
sealed interface Decoded {

    record Transition(SegmentTransition transition) implements Decoded {}

    record Undecodable(String reason) implements Decoded {}
}
