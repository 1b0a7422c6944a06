package dev.millrace.mailer.template;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Subjects and preheaders of a template that are tried against each other, by name; none if it has its own only. Which one a
 * message gets follows from its id and the weights alone. Pure.
 */
public record Variants(Map<String, Variant> byName) {

    public static final Variants NONE = new Variants(Map.of());

    private static final int MOST = 10;
    private static final int HEAVIEST = 1_000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

    public Variants {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** The variant that a message gets: the same whenever it is asked for; empty if there is none. */
    public Optional<String> of(String message) {
        if (byName.isEmpty()) {
            return Optional.empty();
        }
        long total = byName.values().stream().mapToLong(Variant::weight).sum();
        long place = Long.remainderUnsigned(hash(message), total);
        for (Map.Entry<String, Variant> variant : byName.entrySet()) {
            place -= variant.getValue().weight();
            if (place < 0) {
                return Optional.of(variant.getKey());
            }
        }
        throw new IllegalStateException("the weights are more than their sum");
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (byName.size() == 1) {
            problems.add(
                    Problem.whole(
                            "variants",
                            "has one only, and nothing to try it against: name two or more; the template's own subject is none of them"));
        }
        if (byName.size() > MOST) {
            problems.add(Problem.whole("variants", "has " + byName.size() + ", allowed are up to " + MOST));
        }
        byName.forEach((name, variant) -> problems.addAll(problems(name, variant)));
        return problems;
    }

    private static List<Problem> problems(String name, Variant variant) {
        List<Problem> problems = new ArrayList<>();
        String path = path(name);
        if (!NAME.matcher(name).matches()) {
            problems.add(Problem.whole(
                    "variants", "a name has up to 40 small letters, digits, dashes and underscores; found " + name));
        }
        if (variant.subject() == null && variant.preheader() == null) {
            problems.add(Problem.whole(path, "is the template itself: give a subject, a preheader, or both"));
        }
        if (variant.weight() < 1 || variant.weight() > HEAVIEST) {
            problems.add(Problem.whole(path + ".weight", "is a whole number from 1 to " + HEAVIEST));
        }
        return problems;
    }

    static String path(String name) {
        return "variants." + name;
    }

    private static long hash(String message) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
