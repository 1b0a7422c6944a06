package dev.millrace.benchmarks.trigger;

import dev.millrace.contract.CustomerId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Customers by number, so that what comes out can be told from what went in. Numbers in a row have names that lie far apart. */
final class Person {

    private static final String PREFIX = "user:c";
    private static final long ALL = 1_000_000_000L;
    private static final long STEP = 15_485_863;
    private static final long BACK =
            BigInteger.valueOf(STEP).modInverse(BigInteger.valueOf(ALL)).longValueExact();

    private Person() {}

    static String userId(long number) {
        return "c" + Long.toString(ALL + number * STEP % ALL).substring(1);
    }

    static CustomerId id(long number) {
        return CustomerId.user(userId(number));
    }

    static String name(long number) {
        return "user:" + userId(number);
    }

    /** Whose record it is, by its key. */
    static long number(byte[] key) {
        String digits = new String(key, PREFIX.length(), key.length - PREFIX.length(), StandardCharsets.US_ASCII);
        return Long.parseLong(digits) * BACK % ALL;
    }
}
