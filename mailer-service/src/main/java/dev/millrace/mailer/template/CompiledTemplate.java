package dev.millrace.mailer.template;

import java.util.Optional;
import java.util.Set;

/**
 * A template ready to be stored: MJML has become HTML, and every output in it ends with the filter that makes it safe where
 * it stands.
 *
 * @param authorHosts hosts that the author wrote into links and pictures, which therefore may be used
 * @param locale BCP 47: the language it is written in, by which amounts, days and plurals are printed
 */
public record CompiledTemplate(
        String subject, String html, Optional<String> text, Set<String> authorHosts, String locale) {

    public CompiledTemplate {
        authorHosts = Set.copyOf(authorHosts);
    }
}
