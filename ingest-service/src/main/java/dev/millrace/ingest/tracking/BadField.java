package dev.millrace.ingest.tracking;

/**
 * Says why an event is refused, from the depth where it is noticed to {@link EventReader}, which returns it as a
 * {@link Reading.Refused}. Never leaves this package.
 */
final class BadField extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reading.Reason reason;

    BadField(Reading.Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    Reading.Refused asRefused(int index) {
        return new Reading.Refused(index, reason, String.valueOf(getMessage()));
    }
}
