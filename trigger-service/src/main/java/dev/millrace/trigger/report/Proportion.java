package dev.millrace.trigger.report;

/**
 * How many of how many.
 *
 * <p>The interval of one is Wilson's score interval; that of a difference of two independent ones is built from both of those
 * (Newcombe 1998, method 10). Both behave for few, for none and for all, where the plain normal interval does not.
 */
public record Proportion(long hits, long all) {

    /** Bounds that hold the true value in 95 of 100 cases. */
    public record Interval(double low, double high) {}

    private static final double Z = 1.959963984540054;

    public Proportion {
        if (hits < 0 || all < 1 || hits > all) {
            throw new IllegalArgumentException(hits + " of " + all + " is no proportion");
        }
    }

    public double value() {
        return (double) hits / all;
    }

    public Interval interval() {
        double p = value();
        double square = Z * Z;
        double centre = (p + square / (2 * all)) / (1 + square / all);
        double half = Z * Math.sqrt(p * (1 - p) / all + square / (4.0 * all * all)) / (1 + square / all);
        return new Interval(hits == 0 ? 0 : Math.max(0, centre - half), hits == all ? 1 : Math.min(1, centre + half));
    }

    /** Of this one less the other. */
    public Interval minus(Proportion other) {
        double difference = value() - other.value();
        Interval mine = interval();
        Interval theirs = other.interval();
        double below = Math.hypot(value() - mine.low(), theirs.high() - other.value());
        double above = Math.hypot(mine.high() - value(), other.value() - theirs.low());
        return new Interval(difference - below, difference + above);
    }
}
