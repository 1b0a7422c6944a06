package dev.millrace.mailer.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liqp.TemplateContext;
import liqp.blocks.Block;
import liqp.nodes.LNode;

/** Stands around every picture, and leaves it out if it comes from where the mail may not have it from. No author writes it. */
final class PictureBlock extends Block {

    static final String NAME = "millrace_picture";

    private static final Pattern SOURCE =
            Pattern.compile("\\bsrc\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')", Pattern.CASE_INSENSITIVE);

    PictureBlock() {
        super(NAME);
    }

    @Override
    public Object render(TemplateContext context, LNode... nodes) {
        String picture = String.valueOf(nodes[nodes.length - 1].render(context));
        Matcher source = SOURCE.matcher(picture);
        if (!source.find()) {
            return "";
        }
        String address = source.group(1) == null ? source.group(2) : source.group(1);
        return LiquidProgram.addressesOf(context)
                        .allowsPicture(Entities.decode(address).strip())
                ? picture
                : "";
    }
}
