package dev.millrace.trigger.expression;

/** What is wrong with an expression, and at which character. Never leaves the package. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int place;

    Refusal(int place, String message) {
        super(message, null, false, false);
        this.place = place;
    }

    int place() {
        return place;
    }
}
