package dev.millrace.segment.rule;

/** What a value is: decides what can be compared with what. {@link #ANY} is known only when the customer is. */
public enum Type {
    NUMBER("a number"),
    MONEY("an amount of money"),
    TEXT("text"),
    FLAG("true or false"),
    INSTANT("an instant"),
    DATE("a date"),
    DURATION("a duration"),
    PLACE("a place"),
    DISTANCE("a distance"),
    LIST("a list"),
    ANY("a value of any type");

    private final String phrase;

    Type(String phrase) {
        this.phrase = phrase;
    }

    /** As an error message names it. */
    public String phrase() {
        return phrase;
    }
}
