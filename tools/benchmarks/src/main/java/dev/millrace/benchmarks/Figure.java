package dev.millrace.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Something measured.
 *
 * @param baseline the bare minimum for the same work, measured in the same run and unit; null if there is none to compare with
 * @param goal null for a figure that is only for information
 */
public record Figure(String name, double value, String unit, @Nullable Double baseline, @Nullable Goal goal) {

    public static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, null);
    }

    public Figure against(double bare) {
        return new Figure(name, value, unit, bare, goal);
    }

    public Figure goal(Goal aim) {
        return new Figure(name, value, unit, baseline, aim);
    }

    /** How many times the baseline. */
    public @Nullable Double ratio() {
        return baseline == null ? null : value / baseline;
    }

    public @Nullable Boolean met() {
        return goal == null ? null : goal.isMetBy(value);
    }
}
