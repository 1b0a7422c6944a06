package dev.millrace.segment.rule;

/** Carries the first error out of the parser; never leaves this package. */
final class RefusedExpression extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ExpressionError error;

    RefusedExpression(ExpressionError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ExpressionError error() {
        return error;
    }
}
