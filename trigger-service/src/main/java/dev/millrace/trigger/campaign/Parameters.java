package dev.millrace.trigger.campaign;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code $name} in with the parameter's text, except inside quoted text of an expression. */
final class Parameters {

    /** Quoted text is matched first, so that what stands in it is left alone. */
    private static final Pattern QUOTED_OR_NAME =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|\\$([a-zA-Z][a-zA-Z0-9_]*)");

    private final Map<String, String> values;

    Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** The text with every declared parameter filled in; an undeclared one is told to the part it stands in. */
    String fillIn(String text, DocumentPart part) {
        Matcher matcher = QUOTED_OR_NAME.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String replacement = name == null ? matcher.group() : values.get(name);
            if (replacement == null) {
                part.problem("the parameter $" + name + " is not declared; declared are "
                        + new TreeSet<>(values.keySet()) + "; add it under parameters");
                replacement = matcher.group();
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(filled).toString();
    }
}
