package dev.millrace.benchmarks.lab;

import dev.millrace.benchmarks.Progress;
import java.util.Locale;

/** Tells those who wait what is being done and how far. */
public record Narrator(Progress progress, int part, int parts) {

    public void say(String text, Object... values) {
        progress.starts(part, parts, String.format(Locale.ROOT, text, values));
    }
}
