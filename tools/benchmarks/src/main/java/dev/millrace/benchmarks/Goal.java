package dev.millrace.benchmarks;

import java.util.Locale;

/** A bound that a figure is to keep. */
public record Goal(Kind kind, double bound) {

    /** On which side of the bound is good. */
    public enum Kind {
        AT_MOST,
        AT_LEAST
    }

    public static Goal atMost(double bound) {
        return new Goal(Kind.AT_MOST, bound);
    }

    public static Goal atLeast(double bound) {
        return new Goal(Kind.AT_LEAST, bound);
    }

    boolean isMetBy(double value) {
        return switch (kind) {
            case AT_MOST -> value <= bound;
            case AT_LEAST -> value >= bound;
        };
    }

    @Override
    public String toString() {
        String sign =
                switch (kind) {
                    case AT_MOST -> "<= ";
                    case AT_LEAST -> ">= ";
                };
        return sign + (bound == Math.rint(bound) ? String.format(Locale.ROOT, "%.0f", bound) : Double.toString(bound));
    }
}
