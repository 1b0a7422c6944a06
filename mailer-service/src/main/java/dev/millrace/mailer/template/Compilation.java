package dev.millrace.mailer.template;

import java.util.List;

/** What compiling a template gives: something to render with, or all that has to be changed first. */
public sealed interface Compilation {

    record Compiled(CompiledTemplate template) implements Compilation {}

    record Refused(List<Problem> problems) implements Compilation {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
