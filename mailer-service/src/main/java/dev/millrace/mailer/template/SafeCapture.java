package dev.millrace.mailer.template;

import liqp.TemplateContext;
import liqp.blocks.Block;
import liqp.nodes.LNode;

/** {@code capture} that remembers that its content was made safe, so that printing it does not escape it again. */
final class SafeCapture extends Block {

    SafeCapture() {
        super("capture");
    }

    @Override
    @SuppressWarnings("NullAway") // a block that prints nothing returns null: Liquid's contract
    public Object render(TemplateContext context, LNode... nodes) {
        String variable = asString(nodes[0].render(context), context);
        String content = asString(nodes[1].render(context), context);
        if (content.length() > Dialect.MAX_RENDERED) {
            throw new LimitException(
                    "the capture " + variable + " grows beyond " + Dialect.MAX_RENDERED + " characters");
        }
        context.put(variable, new SafeText(content), true);
        return null;
    }
}
