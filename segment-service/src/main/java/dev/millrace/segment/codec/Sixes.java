package dev.millrace.segment.codec;

/** Signed numbers in six octets, and the two of them that stand for something else. */
final class Sixes {

    static final int OCTETS = 6;
    static final int SPARE_BITS = Long.SIZE - OCTETS * Byte.SIZE;

    /** The largest: never. */
    static final long NEVER = Long.MAX_VALUE >> SPARE_BITS;

    /** The smallest: eight octets follow. */
    static final long FAR = Long.MIN_VALUE >> SPARE_BITS;

    private Sixes() {}
}
