package dev.millrace.trigger.reward;

import java.util.random.RandomGenerator;

/**
 * How codes are made up: a prefix that people recognise, and characters by chance that nobody mistakes for another when they
 * type them (no 0 O, no 1 I L, no U).
 *
 * @param prefix may be empty
 * @param length of what follows it
 */
public record CodeShape(String prefix, int length) {

    public static final int SHORTEST = 8;
    public static final int USUAL = 10;
    public static final int LONGEST = 24;
    public static final int LONGEST_PREFIX = 20;

    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public CodeShape {
        if (length < SHORTEST || length > LONGEST || prefix.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException("a code of this shape can be guessed, or not be typed");
        }
    }

    /** @param chance must not be foreseeable: whoever guesses a code has it */
    public String make(RandomGenerator chance) {
        StringBuilder code = new StringBuilder(prefix);
        for (int i = 0; i < length; i++) {
            code.append(ALPHABET.charAt(chance.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
