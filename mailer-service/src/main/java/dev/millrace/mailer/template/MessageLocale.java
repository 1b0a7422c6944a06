package dev.millrace.mailer.template;

import java.util.Locale;
import java.util.Map;
import liqp.TemplateContext;

/** The language that a mail is written in: that of the template's variant, unless a filter is told another. */
final class MessageLocale {

    private MessageLocale() {}

    static Locale of(TemplateContext context, Object[] parameters, int at) {
        if (parameters.length > at && parameters[at] != null) {
            return Locale.forLanguageTag(parameters[at].toString());
        }
        return context.get("message") instanceof Map<?, ?> message && message.get("locale") instanceof String tag
                ? Locale.forLanguageTag(tag)
                : Locale.ENGLISH;
    }
}
