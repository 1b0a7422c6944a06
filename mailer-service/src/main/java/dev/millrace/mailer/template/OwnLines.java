package dev.millrace.mailer.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liqp.TemplateParser;
import org.jspecify.annotations.Nullable;

/**
 * A template under the subject and preheader that a message brings along: it is sent a second time, say. They are Liquid like
 * the template's own, and made safe in the same way. Belongs to one thread.
 */
public final class OwnLines {

    private static final int KEPT = 64;
    private static final int LONGEST = 500;
    private static final String HIDDEN =
            "<div style=\"display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden\">";

    /** The preheader is the first thing in the body, and nothing of it is seen in the mail itself. */
    private static final Pattern PREHEADER = Pattern.compile(
            "(<body\\b[^>]*>\\s*)(?:<div\\s+style=\"\\s*display:\\s*none;[^\"]*\"\\s*>.*?</div>)?", Pattern.DOTALL);

    private record Asked(CompiledTemplate template, Optional<String> subject, Optional<String> preheader) {}

    private final TemplateParser textParser = Dialect.parser(Dialect.Target.TEXT);
    private final TemplateParser htmlParser = Dialect.parser(Dialect.Target.HTML);
    private final Map<Asked, Compilation> made = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Compilation> eldest) {
            return size() > KEPT;
        }
    };

    /** The template with these lines in place of its own; null leaves its own. */
    public Compilation in(CompiledTemplate template, @Nullable String subject, @Nullable String preheader) {
        if (subject == null && preheader == null) {
            return new Compilation.Compiled(template, Map.of());
        }
        Asked asked = new Asked(template, Optional.ofNullable(subject), Optional.ofNullable(preheader));
        return made.computeIfAbsent(asked, this::compile);
    }

    /** What is wrong with these lines. */
    public List<Problem> check(@Nullable String subject, @Nullable String preheader) {
        List<Problem> problems = new ArrayList<>();
        if (subject != null) {
            problems.addAll(problems(textParser, "subject", subject));
        }
        if (preheader != null) {
            problems.addAll(problems(htmlParser, "preheader", preheader));
        }
        return problems;
    }

    private static List<Problem> problems(TemplateParser parser, String path, String line) {
        if (line.isBlank() || line.length() > LONGEST || line.indexOf('\n') >= 0) {
            return List.of(Problem.whole(path, "is one line of 1 to " + LONGEST + " characters"));
        }
        if (Placeholders.contains(line)) {
            return List.of(Problem.whole(path, "contains a word like lqd0x, which is reserved: change it"));
        }
        return LiquidText.parse(parser, path, line).problems();
    }

    private Compilation compile(Asked asked) {
        List<Problem> problems = check(asked.subject.orElse(null), asked.preheader.orElse(null));
        if (!problems.isEmpty()) {
            return new Compilation.Refused(problems);
        }
        CompiledTemplate template = asked.template;
        String subject = asked.subject
                .map(line -> LiquidText.parse(textParser, "subject", line).secured(MissingValues.DEFAULT))
                .orElse(template.subject());
        String html = asked.preheader
                .map(line -> withPreheader(template.html(), line))
                .orElse(template.html());
        return new Compilation.Compiled(
                new CompiledTemplate(subject, html, template.text(), template.authorHosts(), template.locale()),
                Map.of());
    }

    /** What the author wrote between the outputs is text, too. */
    private String withPreheader(String html, String line) {
        Placeholders liquid = new Placeholders(line);
        String escaped = liquid.restore(OutputFilter.escape(liquid.replaced()));
        String secured = LiquidText.parse(htmlParser, "preheader", escaped).secured(MissingValues.DEFAULT);
        Matcher body = PREHEADER.matcher(html);
        if (!body.find()) {
            return html;
        }
        return html.substring(0, body.start())
                + body.group(1)
                + HIDDEN
                + secured
                + "</div>"
                + html.substring(body.end());
    }
}
