package dev.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An object that knows the bytes it was read from. It is the tree that the mapper would have read, and may be changed as any
 * other; but its texts are made only when somebody asks for them, and what was not changed is written again as it was sent.
 * That spares an event most of what reading and writing it would cost.
 *
 * <p>Whoever makes one read the bytes first and answers for them: JSON in UTF-8 that is fit to be stored as it is. It holds few
 * fields, for it looks through all of them for one.
 */
public final class SentObject extends ObjectNode {

    private static final long serialVersionUID = 1L;

    private final transient SentFields fields;

    private SentObject(SentFields fields) {
        super(Json.mapper().getNodeFactory(), fields);
        this.fields = fields;
    }

    /** One without fields yet, whose first byte lies there. */
    public static SentObject from(byte[] json, int start) {
        return new SentObject(new SentFields(json, start));
    }

    public boolean hasRoom() {
        return fields.hasRoom();
    }

    /**
     * Adds the field that comes next; of two with one name the later counts.
     *
     * @param first where the first token of its value begins
     * @param last where the last one begins, which is the first one but for objects and lists
     * @param value null: a text, which is read when somebody asks for it
     */
    public void add(String name, int first, int last, @Nullable JsonNode value) {
        fields.read(name, first, last, value);
    }

    /** Now all its fields are read; its closing brace lies there. */
    public void end(int brace) {
        fields.end(brace);
    }

    /** The same fields, which may be changed without changing these; what lies within them may not. */
    public SentObject copy() {
        return new SentObject(new SentFields(fields));
    }

    void print(JsonBytes to) {
        fields.print(to);
    }

    boolean isAsSent() {
        return fields.isAsSent();
    }
}
