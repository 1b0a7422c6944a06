package dev.millrace.mailer.template;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import liqp.Template;
import liqp.TemplateParser;

/**
 * Renders compiled templates for one thread. A parsed Liquid template keeps the values of the message it renders, so it
 * must never be shared: each worker has a renderer of its own, and {@link #render} refuses a second thread.
 */
public final class TemplateRenderer {

    private static final int KEPT_TEMPLATES = 64;
    private static final int MAX_SUBJECT = 500;

    private final TemplateParser htmlParser = Dialect.parser(Dialect.Target.HTML);
    private final TemplateParser textParser = Dialect.parser(Dialect.Target.TEXT);
    private final Map<CompiledTemplate, Parsed> parsed = new LinkedHashMap<>(KEPT_TEMPLATES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CompiledTemplate, Parsed> eldest) {
            return size() > KEPT_TEMPLATES;
        }
    };
    private final Thread owner = Thread.currentThread();

    private record Parsed(Template subject, Template html, Optional<Template> text) {}

    /**
     * Renders one message.
     *
     * @param fields what the template may read, made by {@link TemplateFields}
     * @throws IllegalStateException when called by another thread than the one that made it
     */
    public Rendering render(CompiledTemplate template, Map<String, Object> fields) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a renderer belongs to the thread " + owner.getName());
        }
        try {
            Parsed ready = parsed.computeIfAbsent(template, this::parse);
            String subject = OutputFilter.oneLine(print(ready.subject, fields)).strip();
            String html = print(ready.html, fields);
            Optional<String> text = ready.text.map(plain -> print(plain, fields));
            return subject.isEmpty() || subject.length() > MAX_SUBJECT
                    ? new Rendering.Failed(
                            "the subject has " + subject.length() + " characters, allowed are 1 to " + MAX_SUBJECT)
                    : new Rendering.Rendered(subject, html, text);
        } catch (Throwable e) {
            // Also a stack or a memory that one message used up: the next one finds both free again.
            return new Rendering.Failed(reason(e));
        }
    }

    private Parsed parse(CompiledTemplate template) {
        return new Parsed(
                textParser.parse(template.subject()),
                htmlParser.parse(template.html()),
                template.text().map(textParser::parse));
    }

    private static String print(Template template, Map<String, Object> fields) {
        return String.valueOf(template.renderToObjectUnguarded(new HashMap<>(fields)));
    }

    /** Only the kind of failure: a message of the Liquid library may quote the customer's values. */
    private static String reason(Throwable e) {
        if (e instanceof LimitException) {
            return String.valueOf(e.getMessage());
        }
        String kind = e.getClass().getSimpleName();
        String message = String.valueOf(e.getMessage());
        boolean limit = message.startsWith("rendered string exceeds") || kind.equals("ExceededMaxIterationsException");
        return limit ? "the template outgrew its limits: " + message : "the template can't be rendered: " + kind;
    }
}
