package dev.millrace.segment.rule;

/** Which of the events an aggregate sees, by when they happened. */
public sealed interface Window {

    /**
     * {@code [7d]}: the events younger than the length. An event leaves the window in the millisecond in which it becomes
     * that old.
     *
     * @param length a {@link Operand.DurationLiteral}, or a {@link Operand.Parameter} with one
     */
    record Sliding(Operand length) implements Window {}

    /**
     * {@code [since last(product_viewed)]}: the events after an instant, not at it. Unknown while the instant is.
     *
     * @param instant of type {@link Type#INSTANT}
     */
    record Since(Operand instant) implements Window {}
}
