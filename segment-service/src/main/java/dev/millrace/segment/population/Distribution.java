package dev.millrace.segment.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.datasketches.kll.KllDoublesSketch;

/**
 * How a value is spread over a base, as steps: exact where few values are different, else at most {@value #STEPS} steps of
 * about the same weight.
 */
public final class Distribution {

    static final int STEPS = 400;

    public static final Distribution EMPTY = new Distribution(0, new double[0], new double[0], new double[0]);

    private final long count;
    private final double[] values;
    private final double[] below;
    private final double[] atMost;

    Distribution(long count, double[] values, double[] below, double[] atMost) {
        this.count = count;
        this.values = values;
        this.below = below;
        this.atMost = atMost;
    }

    static Distribution of(KllDoublesSketch sketch) {
        return of(Weighted.of(sketch));
    }

    /**
     * @param sorted ascending
     */
    static Distribution of(List<Weighted> sorted) {
        long total = sorted.stream().mapToLong(Weighted::weight).sum();
        Steps steps = new Steps(total);
        sorted.forEach(it -> steps.add(it.value(), it.weight()));
        return total == 0 ? EMPTY : steps.distribution(total);
    }

    /** As it was published. */
    public static Distribution of(long count, List<Double> values, List<Double> below, List<Double> atMost) {
        return new Distribution(count, array(values), array(below), array(atMost));
    }

    public long count() {
        return count;
    }

    List<Double> values() {
        return list(values);
    }

    List<Double> below() {
        return list(below);
    }

    List<Double> atMost() {
        return list(atMost);
    }

    /** The share of the base, 0 to 1, that has less than the value. */
    public double shareBelow(double value) {
        int place = Arrays.binarySearch(values, value);
        if (place >= 0) {
            return below[place];
        }
        int next = -place - 1;
        return next == 0 ? 0 : atMost[next - 1];
    }

    /** The value that half of the base does not exceed. */
    double median() {
        for (int i = 0; i < values.length; i++) {
            if (atMost[i] >= 0.5) {
                return values[i];
            }
        }
        throw new IllegalStateException("nobody was counted");
    }

    /** The greatest difference, 0 to 1, of the shares that the two give to any value. */
    double distanceTo(Distribution other) {
        return Math.max(farthest(other), other.farthest(this));
    }

    private double farthest(Distribution other) {
        double farthest = 0;
        for (int i = 0; i < values.length; i++) {
            double justAbove = Math.nextUp(values[i]);
            farthest = Math.max(farthest, Math.abs(below[i] - other.shareBelow(values[i])));
            farthest = Math.max(farthest, Math.abs(atMost[i] - other.shareBelow(justAbove)));
        }
        return farthest;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** Joins equal values, and lighter ones with their neighbours. */
    private static final class Steps {

        private final double total;
        private final List<double[]> done = new ArrayList<>();
        private double value = Double.NaN;
        private double start;
        private double end;

        Steps(double total) {
            this.total = total;
        }

        void add(double next, double weight) {
            if (next != value) {
                keep();
                value = next;
                start = end;
            }
            end += weight;
        }

        private void keep() {
            if (!Double.isNaN(value)) {
                done.add(new double[] {value, start / total, end / total});
            }
        }

        Distribution distribution(long count) {
            keep();
            List<double[]> steps = done.size() <= STEPS ? done : thinned();
            return new Distribution(count, column(steps, 0), column(steps, 1), column(steps, 2));
        }

        /** Keeps a value where a share is passed that no other one stands for; heavy values keep their own two shares. */
        private List<double[]> thinned() {
            List<double[]> kept = new ArrayList<>();
            double reached = 0;
            for (double[] step : done) {
                if (step[2] >= reached + 1.0 / STEPS || step == done.get(done.size() - 1)) {
                    kept.add(step);
                    reached = step[2];
                }
            }
            return kept;
        }

        private static double[] column(List<double[]> steps, int index) {
            return steps.stream().mapToDouble(step -> step[index]).toArray();
        }
    }
}
