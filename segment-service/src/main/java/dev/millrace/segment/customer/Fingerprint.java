package dev.millrace.segment.customer;

/** 64 well-mixed bits of a text: names a thing where the text itself would take too much room. */
public final class Fingerprint {

    private static final long SEED = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private Fingerprint() {}

    /** The same in 32 bits. */
    public static int shortOf(String text) {
        long fingerprint = of(text);
        return (int) (fingerprint ^ fingerprint >>> 32);
    }

    public static long of(String text) {
        long hash = SEED;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        long mixed = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}
