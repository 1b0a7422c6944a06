package dev.millrace.mailer.template;

import java.util.Optional;

/** What rendering gives: the parts of a mail, or the reason why this message can't be made. */
public sealed interface Rendering {

    /**
     * The parts of a mail.
     *
     * @param text empty if the template leaves it to be made from the HTML
     */
    record Rendered(String subject, String html, Optional<String> text) implements Rendering {}

    record Failed(String reason) implements Rendering {}
}
