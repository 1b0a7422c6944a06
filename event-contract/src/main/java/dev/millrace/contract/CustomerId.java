package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * Names a customer in keys, stores and URLs: {@code user:42}, {@code mail:<hex>}, {@code tel:<hex>} or {@code anon:<id>}.
 *
 * <p>Addresses and phone numbers never stand here in clear; {@link IdentityKey} turns them into a keyed hash. Text without
 * one of the four prefixes, an empty id and one longer than {@value #MAX_LENGTH} characters are refused.
 */
public record CustomerId(@JsonValue String value) implements Comparable<CustomerId> {

    public static final int MAX_LENGTH = 256;

    /** How strongly an identifier names a person, strongest first. */
    public enum Kind {
        USER("user:"),
        MAIL("mail:"),
        TEL("tel:"),
        ANON("anon:");

        private static final Kind[] STRONGEST_FIRST = values();

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    public CustomerId {
        Objects.requireNonNull(value, "value");
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a customer id has at most " + MAX_LENGTH + " characters");
        }
        if (kindOf(value).prefix.length() == value.length()) {
            throw new IllegalArgumentException("a customer id names somebody after its prefix: " + value);
        }
    }

    @JsonCreator
    public static CustomerId of(String value) {
        return new CustomerId(value);
    }

    public static CustomerId user(String userId) {
        return new CustomerId(Kind.USER.prefix + userId);
    }

    public static CustomerId anonymous(String anonymousId) {
        return new CustomerId(Kind.ANON.prefix + anonymousId);
    }

    static CustomerId hashed(Kind kind, String hex) {
        return new CustomerId(kind.prefix + hex);
    }

    public Kind kind() {
        return kindOf(value);
    }

    /** What stands after the prefix: of a user, the shop's own id. */
    public String name() {
        return value.substring(kind().prefix.length());
    }

    private static Kind kindOf(String value) {
        for (Kind kind : Kind.STRONGEST_FIRST) {
            if (value.startsWith(kind.prefix)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a customer id starts with user:, mail:, tel: or anon:");
    }

    @Override
    public int compareTo(CustomerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
