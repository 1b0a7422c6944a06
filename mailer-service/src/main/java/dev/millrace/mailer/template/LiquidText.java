package dev.millrace.mailer.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import liqp.Template;
import liqp.TemplateParser;
import liqp.exceptions.LiquidException;
import liqp.org.antlr.v4.runtime.ParserRuleContext;
import liqp.org.antlr.v4.runtime.Token;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liqp.org.antlr.v4.runtime.tree.TerminalNode;
import liquid.parser.v4.LiquidParser.AssignmentContext;
import liquid.parser.v4.LiquidParser.Capture_tag_IdContext;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.For_arrayContext;
import liquid.parser.v4.LiquidParser.For_rangeContext;
import liquid.parser.v4.LiquidParser.Lookup_StrContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.OutputContext;
import liquid.parser.v4.LiquidParser.TagContext;

/**
 * One Liquid text, parsed once to be judged: where its outputs end, which fields it reads, and everything that keeps it from
 * being used. {@link #secured()} is the text to render, with the output filter at the end of every output.
 */
final class LiquidText {

    /** What every template may read; the rest a template has to assign itself. */
    static final Set<String> FIELDS = Set.of(
            "customer",
            "cart",
            "cart_url",
            "confirm_url",
            "orders",
            "place",
            "products",
            "coupons",
            "points",
            "preferences_url",
            "referral",
            "shop",
            "store",
            "survey_url",
            "theme",
            "trigger",
            "message",
            "unsubscribe_url",
            "view_url");

    /** What those have that are not the customer's: there is nothing else in them. */
    private static final Map<String, Set<String>> PROPERTIES = Map.of(
            "shop", Set.of("name", "url", "address"),
            "message", Set.of("id", "campaign", "step", "locale"),
            "store", Set.of("id", "name", "address", "hours", "url", "distance"),
            "place", Set.of("country", "region", "timezone", "season"),
            "theme",
                    Set.of(
                            "brand",
                            "on_brand",
                            "ink",
                            "muted",
                            "paper",
                            "background",
                            "dark_ink",
                            "dark_muted",
                            "dark_paper",
                            "dark_background",
                            "font",
                            "logo"));

    private static final Set<String> WORDS = Set.of("nil", "null", "true", "false", "empty", "blank", "forloop");
    private static final Set<String> FILTERS = Dialect.filterNames();

    private final String path;
    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<Lookup> lookups = new ArrayList<>();
    private final Set<String> fields = new TreeSet<>();
    private final Set<String> assigned = new LinkedHashSet<>();

    /**
     * Something that is printed.
     *
     * @param end where its closing braces begin
     * @param written what is printed, without filters
     */
    private record Output(int end, String written) {}

    /** A field that is read, {@code shop.name}, and where its first word stands. */
    private record Lookup(Token root, String path) {}

    private LiquidText(String path, String source) {
        this.path = path;
        this.source = source;
    }

    static LiquidText parse(TemplateParser parser, String path, String source) {
        LiquidText text = new LiquidText(path, source);
        try {
            Template template = parser.parse(source);
            text.walk(template.getParseTree());
            text.checkFields();
        } catch (LiquidException e) {
            text.problems.add(OpenBlock.lastIn(source)
                    .map(block -> block.problem(path, source))
                    .orElseGet(() -> syntax(path, e)));
        } catch (RuntimeException e) {
            text.problems.add(Problem.whole(path, "can't be read as Liquid: " + e.getMessage()));
        }
        return text;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Every field read, as written: {@code shop.address}. */
    Set<String> fields() {
        return Set.copyOf(fields);
    }

    String secured(MissingValues policy) {
        StringBuilder secured = new StringBuilder(source);
        for (int i = outputs.size() - 1; i >= 0; i--) {
            Output output = outputs.get(i);
            String name = policy == MissingValues.HOLD ? ": \"" + output.written + "\"" : "";
            secured.insert(output.end, " | " + OutputFilter.NAME + name + " ");
        }
        return secured.toString();
    }

    private void walk(ParseTree tree) {
        if (tree instanceof OutputContext output) {
            addOutput(output);
        } else if (tree instanceof TagContext tag) {
            checkTag(tag);
        } else if (tree instanceof FilterContext filter) {
            checkFilter(filter.Id().getSymbol());
        } else if (tree instanceof AssignmentContext assignment) {
            assigned.add(assignment.id().getText());
        } else if (tree instanceof Capture_tag_IdContext capture) {
            assigned.add(capture.id().getText());
        } else if (tree instanceof For_arrayContext loop) {
            assigned.add(loop.id().getText());
        } else if (tree instanceof For_rangeContext loop) {
            assigned.add(loop.id().getText());
        } else if (tree instanceof Lookup_id_indexesContext lookup) {
            String path = lookup.getText().replaceAll("\\s", "");
            lookups.add(new Lookup(lookup.id().getStart(), path));
            fields.add(path);
        } else if (tree instanceof Lookup_StrContext lookup) {
            add(lookup.getStart(), "write the field's name instead of a text in brackets", lookup.getText());
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            walk(tree.getChild(i));
        }
    }

    private void addOutput(OutputContext output) {
        int end = output.OutEnd().getSymbol().getStartIndex();
        int start = output.getStart().getStopIndex() + 1;
        String written = source.substring(start, end).split("\\|", 2)[0].strip();
        outputs.add(new Output(end, written.replace('"', '\'')));
    }

    private void checkTag(TagContext tag) {
        firstWord(tag).ifPresent(word -> {
            if (!Dialect.TAGS.contains(word.getText())) {
                add(
                        word,
                        "this tag is not available in mails; available are " + new TreeSet<>(Dialect.TAGS),
                        word.getText());
            }
        });
    }

    /** The tag's name: the first word behind its opening. */
    private static Optional<Token> firstWord(ParseTree tree) {
        for (int i = 0; i < tree.getChildCount(); i++) {
            ParseTree child = tree.getChild(i);
            if (child instanceof TerminalNode terminal) {
                String text = terminal.getText().strip();
                if (!text.startsWith("{%")) {
                    return Optional.of(terminal.getSymbol());
                }
            } else if (child instanceof ParserRuleContext) {
                return firstWord(child);
            }
        }
        return Optional.empty();
    }

    private void checkFilter(Token filter) {
        if (!FILTERS.contains(filter.getText())) {
            add(filter, "there is no filter of this name", filter.getText(), Similar.to(filter.getText(), FILTERS));
        }
    }

    private void checkFields() {
        for (Lookup lookup : lookups) {
            Token root = lookup.root;
            String name = root.getText();
            checkProperty(lookup);
            if (!FIELDS.contains(name) && !WORDS.contains(name) && !assigned.contains(name)) {
                Set<String> known = new TreeSet<>(FIELDS);
                known.addAll(assigned);
                add(root, "there is no field of this name; there are " + known, name, Similar.to(name, known));
            }
        }
    }

    private void checkProperty(Lookup lookup) {
        String name = lookup.root.getText();
        Set<String> properties = PROPERTIES.getOrDefault(name, Set.of());
        String[] steps = lookup.path.split("[.\\[]", 3);
        if (!properties.isEmpty() && !assigned.contains(name) && steps.length > 1 && !properties.contains(steps[1])) {
            add(
                    lookup.root,
                    name + " has no such field; it has " + new TreeSet<>(properties),
                    lookup.path,
                    Similar.to(steps[1], properties).map(similar -> name + "." + similar));
        }
    }

    private void add(Token token, String message, String found) {
        add(token, message, found, Optional.empty());
    }

    private void add(Token token, String message, String found, Optional<String> suggestion) {
        // Not the token's own column: the lexer counts some words by their end.
        Place place = Place.of(source, token.getStartIndex());
        problems.add(new Problem(path, place.line(), place.column(), message, found, null, suggestion.orElse(null)));
    }

    private static Problem syntax(String path, LiquidException e) {
        String message = String.valueOf(e.getMessage());
        int quote = message.indexOf('"');
        int end = message.lastIndexOf("\" on line");
        String reason = quote >= 0 && end > quote ? message.substring(quote + 1, end) : message;
        return Problem.at(path, e.line, e.charPositionInLine + 1, "is not Liquid: " + reason);
    }
}
