package dev.millrace.trigger.report;

/** Student's distribution, whose degrees of freedom may be a fraction. */
final class StudentT {

    private static final double FAR = 1e6;
    /** Beyond it, it is the normal distribution for all purposes. */
    private static final double NORMAL = 1e4;

    private static final int HALVINGS = 200;
    private static final int MOST_TERMS = 300;
    private static final double PRECISE = 1e-15;
    private static final double TINY = 1e-300;

    private StudentT() {}

    /** What a draw exceeds with a probability of 1 - p; p from 0.5 to 1. */
    static double quantile(double p, double freedom) {
        double low = 0;
        double high = FAR;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle, freedom) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    static double cumulative(double t, double degrees) {
        double freedom = Math.min(degrees, NORMAL);
        double tail = incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
        return t >= 0 ? 1 - tail : tail;
    }

    /** The regularised one, by its continued fraction on the side on which that converges fast. */
    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    /** By Lentz's method. */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = inverse(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = inverse(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = inverse(1 + odd * d);
            c = away(1 + odd / c);
            double step = d * c;
            value *= step;
            if (Math.abs(step - 1) < PRECISE) {
                break;
            }
        }
        return value;
    }

    private static double inverse(double value) {
        return 1 / away(value);
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** By Stirling's series, after shifting the argument up to where it is precise. */
    private static double logGamma(double x) {
        double shift = 0;
        double at = x;
        while (at < 15) {
            shift += Math.log(at);
            at++;
        }
        double square = 1 / (at * at);
        double series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / at;
        return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
