package dev.millrace.mailer.template;

import liqp.TemplateContext;
import liqp.blocks.Block;
import liqp.nodes.LNode;

/** Stands at the end of the body, for the picture there that nobody sees. No author writes it. */
final class PixelBlock extends Block {

    static final String NAME = "millrace_pixel";

    PixelBlock() {
        super(NAME);
    }

    @Override
    public Object render(TemplateContext context, LNode... nodes) {
        return LiquidProgram.addressesOf(context).pixel();
    }
}
