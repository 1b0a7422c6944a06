package dev.millrace.trigger.rest;

import dev.millrace.trigger.journey.Program;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What becomes of a document.
 *
 * @param steps the names of its steps, in the order in which they are laid out
 * @param questions the expressions that are asked at every step, by name
 */
record CheckView(boolean ok, List<String> steps, Map<String, String> questions) {

    static CheckView of(Program program) {
        return new CheckView(true, program.steps(), new TreeMap<>(program.questions()));
    }
}
