package dev.millrace.trigger.expression;

/** What kind of value stands somewhere. */
public enum Type {
    NUMBER("a number"),
    TEXT("a text"),
    FLAG("true or false"),
    DURATION("a duration"),
    INSTANT("an instant"),
    /** Whatever the shop sent: known when it is looked at. */
    ANY("a value of any type");

    private final String phrase;

    Type(String phrase) {
        this.phrase = phrase;
    }

    String phrase() {
        return phrase;
    }

    boolean isLike(Type other) {
        return this == other || isAny(this, other) || isAny(other, this);
    }

    /** What the shop sends is a number, a text or a flag. */
    private static boolean isAny(Type any, Type other) {
        return any == ANY && (other == NUMBER || other == TEXT || other == FLAG);
    }

    boolean hasOrder() {
        return this == NUMBER || this == DURATION || this == INSTANT || this == ANY;
    }
}
