package dev.millrace.segment.query;

/** Another instance refused the request itself: the key, or what was asked. Its answer is the answer. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    Refusal(int status, String body) {
        super("another instance refused the request with status " + status);
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public String body() {
        return body;
    }
}
