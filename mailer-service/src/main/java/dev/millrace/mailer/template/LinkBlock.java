package dev.millrace.mailer.template;

import liqp.TemplateContext;
import liqp.blocks.Block;
import liqp.nodes.LNode;

/** Stands around the address of every link, and puts the one there that the mail is to have. No author writes it. */
final class LinkBlock extends Block {

    static final String NAME = "millrace_link";

    private final Dialect.Target target;

    LinkBlock(Dialect.Target target) {
        super(NAME);
        this.target = target;
    }

    @Override
    public Object render(TemplateContext context, LNode... nodes) {
        String written = String.valueOf(nodes[nodes.length - 1].render(context));
        Addresses addresses = LiquidProgram.addressesOf(context);
        return switch (target) {
            case HTML ->
                OutputFilter.escape(addresses.link(Entities.decode(written).strip()));
            case TEXT -> addresses.link(written.strip());
        };
    }
}
