package dev.millrace.mailer.mongo;

import dev.millrace.mailer.template.Compilation;
import dev.millrace.mailer.template.Parts;
import dev.millrace.mailer.template.Problem;
import dev.millrace.mailer.template.TemplateCompiler;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes a part together with all templates that render it, each of which gets a new version. If the process dies in between,
 * some templates still have the part as it was: putting it once more brings them along.
 */
@Singleton
public final class PartChanges {

    private final TemplateParts parts;
    private final Templates templates;
    private final TemplateCompiler compiler;

    PartChanges(TemplateParts parts, Templates templates, TemplateCompiler compiler) {
        this.parts = parts;
        this.templates = templates;
        this.compiler = compiler;
    }

    /** What is wrong with it in the templates that render it; then nothing was changed. Empty if it is done. */
    public List<Problem> put(String name, String mjml) {
        Parts changed = parts.all().with(name, mjml);
        Map<StoredTemplate, Compilation.Compiled> compiled = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (StoredTemplate template : templates.list()) {
            if (Parts.namedIn(template.source().mjml()).isEmpty()) {
                continue;
            }
            Compilation result = compiler.compile(template.source(), changed);
            if (result instanceof Compilation.Compiled done) {
                compiled.put(template, done);
            } else if (result instanceof Compilation.Refused refused) {
                refused.problems()
                        .forEach(problem ->
                                problems.add(problem.of(template.source().id())));
            }
        }
        if (problems.isEmpty()) {
            parts.save(name, mjml);
            compiled.forEach((template, result) -> templates.save(template.source(), result));
        }
        return problems;
    }

    /** Ids of the templates that render it themselves. */
    public List<String> users(String name) {
        return templates.list().stream()
                .map(StoredTemplate::source)
                .filter(source -> Parts.namedIn(source.mjml()).contains(name))
                .map(source -> source.id())
                .toList();
    }
}
