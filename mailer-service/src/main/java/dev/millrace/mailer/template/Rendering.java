package dev.millrace.mailer.template;

/** What rendering gives: the parts of a mail, or the reason why this message can't be made. */
public sealed interface Rendering {

    record Rendered(String subject, String html, String text) implements Rendering {}

    record Failed(String reason) implements Rendering {}
}
