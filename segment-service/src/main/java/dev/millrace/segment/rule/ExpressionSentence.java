package dev.millrace.segment.rule;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Says a rule in plain English, for people who read it in the console or in a diff: {@code completed no order, and the e-mail
 * consent is "subscribed"}. What belongs together in other ways than it seems to stands in brackets.
 */
public final class ExpressionSentence {

    /** How a clause begins that says of whom it speaks; others speak of the customer. */
    private static final Pattern SUBJECT = Pattern.compile("the |[\"(0-9]|either |it is |for one |minus |true|false");

    private final ClauseWords clauses;

    ExpressionSentence(NounWords nouns) {
        this.clauses = new ClauseWords(nouns, this);
    }

    public static String describe(Expression expression) {
        return describe(expression, FieldDictionary.standard());
    }

    public static String describe(Expression expression, FieldDictionary fields) {
        return new ExpressionSentence(new NounWords(fields, null)).sentence(expression);
    }

    /** A whole sentence. */
    String sentence(Expression expression) {
        if (expression instanceof Expression.And it) {
            return join(it.parts(), ", and ");
        }
        return expression instanceof Expression.Or it ? "either " + join(it.parts(), ", or ") : clause(expression);
    }

    /** What a filter asks for: it has no commas of its own, so that one can close it. */
    String filter(Expression expression) {
        if (expression instanceof Expression.And it) {
            return join(it.parts(), " and ");
        }
        return expression instanceof Expression.Or it ? "either " + join(it.parts(), " or ") : clause(expression);
    }

    String enclosed(Expression expression) {
        return "(" + (clauses.inFilter() ? filter(expression) : sentence(expression)) + ")";
    }

    private String join(List<Expression> parts, String word) {
        StringBuilder sentence = new StringBuilder();
        boolean another = false;
        for (Expression part : parts) {
            String clause = isJoin(part) ? enclosed(part) : clause(part);
            boolean own = clauses.inFilter() || SUBJECT.matcher(clause).lookingAt();
            sentence.append(sentence.isEmpty() ? "" : word)
                    .append(another && !own ? "the customer " : "")
                    .append(clause);
            another |= own;
        }
        return sentence.toString();
    }

    private String clause(Expression expression) {
        if (!(expression instanceof Expression.Not not)) {
            return clauses.clause(expression, true);
        }
        Expression inner = not.inner();
        boolean plain = !isJoin(inner) && !(inner instanceof Expression.Not) && !(inner instanceof Expression.Some);
        return plain ? clauses.clause(inner, false) : "it is not so that " + enclosed(inner);
    }

    private static boolean isJoin(Expression expression) {
        return expression instanceof Expression.And || expression instanceof Expression.Or;
    }
}
