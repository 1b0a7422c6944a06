package dev.millrace.trigger.journey;

/** Effects in words, for tests that compare what was done. */
final class Trace {

    private Trace() {}

    /** Empty for what only says that nothing was done yet. */
    static String words(Effect effect) {
        String step = effect.step();
        if (effect instanceof Effect.Send send) {
            return step + " sends " + send.request().template();
        } else if (effect instanceof Effect.Held held) {
            return step + " held " + held.reason().text();
        } else if (effect instanceof Effect.Expired) {
            return step + " expired";
        } else if (effect instanceof Effect.Branched branched) {
            return step + " " + branched.way();
        } else if (effect instanceof Effect.Tell) {
            return step + " tells";
        } else if (effect instanceof Effect.Given given) {
            return step + " gives " + given.what();
        } else if (effect instanceof Effect.Call) {
            return step + " calls";
        } else if (effect instanceof Effect.Exits exits) {
            return "exits " + exits.reason().text();
        }
        return "";
    }
}
