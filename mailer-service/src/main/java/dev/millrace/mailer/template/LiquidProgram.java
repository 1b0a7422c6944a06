package dev.millrace.mailer.template;

import java.util.Map;
import java.util.Objects;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.nodes.LNode;
import liqp.parser.v4.NodeVisitor;

/**
 * A Liquid text, ready to be run for one message after the other by one thread. The library would build what it runs anew
 * from the parsed text for each message, which takes far longer than to run it.
 *
 * <p>What one message has goes into a context of its own, and nothing of it stays. Some nodes remember their last key while
 * they work, so no second thread may run it.
 */
final class LiquidProgram {

    /** No template can write this name. */
    private static final String ADDRESSES = "millrace addresses";

    private final TemplateParser parser;
    private final LNode root;

    private LiquidProgram(TemplateParser parser, LNode root) {
        this.parser = parser;
        this.root = root;
    }

    static LiquidProgram of(TemplateParser parser, String text) {
        NodeVisitor builder = new NodeVisitor(parser.insertions, parser.filters, parser.liquidStyleInclude);
        return new LiquidProgram(parser, builder.visit(parser.parse(text).getParseTree()));
    }

    String run(Map<String, Object> fields, Addresses addresses) {
        TemplateContext context = new TemplateContext(parser, fields);
        context.getEnvironmentMap().put(ADDRESSES, addresses);
        return String.valueOf(root.render(context));
    }

    static Addresses addressesOf(TemplateContext context) {
        return (Addresses) Objects.requireNonNull(context.getEnvironmentMap().get(ADDRESSES), ADDRESSES);
    }
}
