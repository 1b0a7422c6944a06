package dev.millrace.ingest.intake;

/** What a producer is told when nothing of its request was taken. */
public record ErrorAnswer(Problem error) {

    /**
     * What is wrong.
     *
     * @param code the same for the same cause, for programs; the message is for people
     */
    public record Problem(String code, String message) {}

    public static ErrorAnswer of(String code, String message) {
        return new ErrorAnswer(new Problem(code, message));
    }
}
