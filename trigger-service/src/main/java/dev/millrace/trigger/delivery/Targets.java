package dev.millrace.trigger.delivery;

import dev.millrace.trigger.webhook.Circuit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How it goes with each target in this instance: what is under way, and whether to leave it alone. Safe for threads. */
final class Targets {

    private static final class State {

        private int underWay;
        private Circuit circuit = Circuit.CLOSED;
    }

    private final int most;
    private final Map<String, State> states = new HashMap<>();

    /** @param most calls of one target at a time */
    Targets(int most) {
        this.most = most;
    }

    synchronized int permits(String target, Instant now) {
        State state = of(target);
        return state.circuit.permits(state.underWay, most, now);
    }

    synchronized void begin(String target, int calls) {
        of(target).underWay += calls;
    }

    synchronized void end(String target, boolean isTargetsFault, Instant now) {
        State state = of(target);
        state.underWay--;
        state.circuit = isTargetsFault ? state.circuit.failed(now) : state.circuit.succeeded();
    }

    /** Nothing was learnt about the target. */
    synchronized void endUnknown(String target) {
        of(target).underWay--;
    }

    synchronized Circuit circuit(String target) {
        return of(target).circuit;
    }

    private State of(String target) {
        return states.computeIfAbsent(target, any -> new State());
    }
}
