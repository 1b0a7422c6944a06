package dev.millrace.mailer.template;

import liqp.RenderTransformer;
import liqp.TemplateContext;

/** Puts what the parts of a block print behind each other, in one piece of memory, and ends what grows beyond all bounds. */
final class Appended implements RenderTransformer {

    private static final int FIRST_ROOM = 128;
    private static final int ROOM_FOR_ALL = 16_384;

    @Override
    public ObjectAppender.Controller newObjectAppender(TemplateContext context, int parts) {
        return new Printed(Math.min(FIRST_ROOM * Math.max(1, parts), ROOM_FOR_ALL));
    }

    @Override
    public Object transformObject(TemplateContext context, Object printed) {
        return String.valueOf(printed);
    }

    private static final class Printed implements ObjectAppender.Controller {

        private final StringBuilder text;

        Printed(int room) {
            text = new StringBuilder(room);
        }

        @Override
        public void append(Object part) {
            if (part instanceof CharSequence characters) {
                text.append(characters);
            } else {
                text.append(part);
            }
            if (text.length() > Dialect.MAX_RENDERED) {
                throw new LimitException(
                        "the template outgrew its limits: it prints more than " + Dialect.MAX_RENDERED + " characters");
            }
        }

        @Override
        public Object getResult() {
            return text;
        }
    }
}
