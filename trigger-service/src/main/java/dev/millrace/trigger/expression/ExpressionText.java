package dev.millrace.trigger.expression;

/** What came of reading an expression. */
public sealed interface ExpressionText {

    record Read(Condition condition) implements ExpressionText {}

    /** @param column counted from 1, like the line */
    record Refused(String message, int line, int column) implements ExpressionText {}

    /**
     * Takes an expression apart. One that says nothing of the journey is left whole, whatever it says.
     */
    static ExpressionText read(String text, Scope scope) {
        try {
            return new Read(new Splitter(text, scope).condition());
        } catch (Refusal refusal) {
            String before = text.substring(0, Math.min(refusal.place(), text.length()));
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = before.length() - (before.lastIndexOf('\n') + 1) + 1;
            return new Refused(String.valueOf(refusal.getMessage()), line, column);
        }
    }
}
