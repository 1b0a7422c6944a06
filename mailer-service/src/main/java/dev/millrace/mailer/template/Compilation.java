package dev.millrace.mailer.template;

import java.util.List;
import java.util.Map;

/** What compiling a template gives: something to render with, or all that has to be changed first. */
public sealed interface Compilation {

    /** @param variants by name: the template under the subject and preheader of each */
    record Compiled(CompiledTemplate template, Map<String, CompiledTemplate> variants) implements Compilation {
        public Compiled {
            variants = Map.copyOf(variants);
        }
    }

    record Refused(List<Problem> problems) implements Compilation {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
