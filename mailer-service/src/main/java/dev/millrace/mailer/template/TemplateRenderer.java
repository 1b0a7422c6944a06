package dev.millrace.mailer.template;

import java.util.LinkedHashMap;
import java.util.Map;
import liqp.TemplateParser;

/**
 * Renders compiled templates for one thread. What runs a Liquid template keeps values of the message it renders while it does,
 * so it must never be shared: each worker has a renderer of its own, and {@link #render} refuses a second thread.
 */
public final class TemplateRenderer {

    private static final int KEPT_TEMPLATES = 64;
    private static final int MAX_SUBJECT = 500;

    private final TemplateParser htmlParser = Dialect.parser(Dialect.Target.HTML);
    private final TemplateParser textParser = Dialect.parser(Dialect.Target.TEXT);
    private final Map<CompiledTemplate, Ready> ready = new LinkedHashMap<>(KEPT_TEMPLATES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CompiledTemplate, Ready> eldest) {
            return size() > KEPT_TEMPLATES;
        }
    };
    private final Thread owner = Thread.currentThread();

    /** @param authorsText whether the author wrote the text, which then stays as it is */
    private record Ready(LiquidProgram subject, LiquidProgram html, LiquidProgram text, boolean authorsText) {}

    /**
     * Renders one message.
     *
     * @param fields what the template may read, made by {@link TemplateFields}
     * @param addresses decides about this message's links and pictures
     * @throws IllegalStateException when called by another thread than the one that made it
     */
    public Rendering render(CompiledTemplate template, Map<String, Object> fields, Addresses addresses) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a renderer belongs to the thread " + owner.getName());
        }
        try {
            Ready programs = ready.computeIfAbsent(template, this::prepare);
            String subject = OutputFilter.oneLine(programs.subject.run(fields, addresses))
                    .strip();
            String html = programs.html.run(fields, addresses);
            String text = programs.text.run(fields, addresses);
            return subject.isEmpty() || subject.length() > MAX_SUBJECT
                    ? new Rendering.Failed(
                            "the subject has " + subject.length() + " characters, allowed are 1 to " + MAX_SUBJECT)
                    : new Rendering.Rendered(subject, html, programs.authorsText ? text : PlainText.tidied(text));
        } catch (Throwable e) {
            // Also a stack or a memory that one message used up: the next one finds both free again.
            return new Rendering.Failed(reason(e));
        }
    }

    /** All that need not be done again for each message. */
    private Ready prepare(CompiledTemplate template) {
        return new Ready(
                LiquidProgram.of(textParser, template.subject()),
                LiquidProgram.of(htmlParser, MarkedAddresses.in(template.html())),
                LiquidProgram.of(textParser, template.text().orElseGet(() -> PlainText.liquidOf(template.html()))),
                template.text().isPresent());
    }

    /** Only the kind of failure: a message of the Liquid library may quote the customer's values. */
    private static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof LimitException || cause instanceof MissingValueException) {
                return String.valueOf(cause.getMessage());
            }
        }
        String kind = e.getClass().getSimpleName();
        return kind.equals("ExceededMaxIterationsException")
                ? "the template outgrew its limits: " + e.getMessage()
                : "the template can't be rendered: " + kind;
    }
}
