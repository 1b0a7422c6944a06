package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Progress;
import java.util.Locale;

/** Tells those who wait what is being done and how far. */
record Narrator(Progress progress, int part, int parts) {

    void say(String text, Object... values) {
        progress.starts(part, parts, String.format(Locale.ROOT, text, values));
    }
}
