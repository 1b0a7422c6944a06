package dev.millrace.trigger.campaign;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Kind;

/** What a campaign can start on, wait for or end on: a record on the topic of transitions. */
public sealed interface Awaited {

    /** The same for the same kind of thing, whichever campaign awaits it. */
    String key();

    boolean is(SegmentTransition transition);

    record Entered(String segment) implements Awaited {

        @Override
        public String key() {
            return "entered " + segment;
        }

        @Override
        public boolean is(SegmentTransition transition) {
            return transition.kind() == Kind.ENTERED && transition.segment().equals(segment);
        }
    }

    record Exited(String segment) implements Awaited {

        @Override
        public String key() {
            return "exited " + segment;
        }

        @Override
        public boolean is(SegmentTransition transition) {
            return transition.kind() == Kind.EXITED && transition.segment().equals(segment);
        }
    }

    /** An event, which segment-service tells of once a watch for it is registered. */
    record Occurred(WatchedEvent event) implements Awaited {

        @Override
        public String key() {
            return "occurred " + event.watchId();
        }

        @Override
        public boolean is(SegmentTransition transition) {
            return transition.kind() == Kind.OCCURRED && transition.segment().equals(event.watchId());
        }
    }
}
