package dev.millrace.ingest.tracking;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Where the items of a batch lie in its bytes, found by brackets, quotes and commas alone: so what is wrong within one item
 * is that item's own matter. One pass over the bytes, whatever they are.
 *
 * @param rest the body without its items: all that is said for the whole batch
 */
record BatchItems(List<Slice> items, byte[] rest) {

    private static final byte[] BATCH = "batch".getBytes(StandardCharsets.US_ASCII);

    /** From which byte of the body to before which. */
    record Slice(int from, int to) {}

    /** Empty when brackets or quotes don't match, or when there is no list named batch. Of two, the last counts. */
    static Optional<BatchItems> in(byte[] body, int most) {
        return new Scan(body, most).items();
    }

    private static final class Scan {

        private final byte[] body;
        private final int most;
        private final List<Slice> items = new ArrayList<>();
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
        private final BitSet isObject = new BitSet();
        private int depth;
        private int copied;
        private int itemStart = -1;
        private boolean found;
        private boolean namedBatch;

        private Scan(byte[] body, int most) {
            this.body = body;
            this.most = most;
        }

        private Optional<BatchItems> items() {
            for (int at = 0; at < body.length; at++) {
                if (body[at] == '"') {
                    int end = endOfText(at);
                    if (end < 0) {
                        return Optional.empty();
                    }
                    namedBatch = depth == 1 && isBatch(at + 1, end);
                    at = end;
                } else if (!take(at)) {
                    return Optional.empty();
                }
            }
            if (depth > 0 || !found) {
                return Optional.empty();
            }
            copy(body.length);
            return Optional.of(new BatchItems(items, rest.toByteArray()));
        }

        /** Whether brackets match so far. */
        private boolean take(int at) {
            switch (body[at]) {
                case '{', '[' -> open(at);
                case '}', ']' -> {
                    return close(at);
                }
                case ',' -> {
                    namedBatch = false;
                    if (itemStart >= 0 && depth == 2) {
                        add(at);
                        itemStart = at + 1;
                    }
                }
                default -> {}
            }
            return true;
        }

        private void open(int at) {
            isObject.set(depth, body[at] == '{');
            depth++;
            if (depth == 2 && namedBatch && body[at] == '[' && isObject.get(0)) {
                found = true;
                items.clear();
                copy(at + 1);
                itemStart = at + 1;
            }
            namedBatch = false;
        }

        private boolean close(int at) {
            depth--;
            if (depth < 0 || isObject.get(depth) != (body[at] == '}')) {
                return false;
            }
            if (itemStart >= 0 && depth == 1) {
                if (!items.isEmpty() || !isBlank(itemStart, at)) {
                    add(at);
                }
                itemStart = -1;
                copied = at;
            }
            return true;
        }

        /** One more than fit is enough to tell that they are too many. */
        private void add(int end) {
            if (items.size() <= most) {
                items.add(new Slice(itemStart, end));
            }
        }

        private void copy(int end) {
            rest.write(body, copied, end - copied);
            copied = end;
        }

        private boolean isBatch(int from, int to) {
            return to - from == BATCH.length && java.util.Arrays.equals(body, from, to, BATCH, 0, BATCH.length);
        }

        private boolean isBlank(int from, int to) {
            for (int at = from; at < to; at++) {
                if (body[at] > ' ' || body[at] < 0) {
                    return false;
                }
            }
            return true;
        }

        private int endOfText(int start) {
            for (int at = start + 1; at < body.length; at++) {
                if (body[at] == '\\') {
                    at++;
                } else if (body[at] == '"') {
                    return at;
                }
            }
            return -1;
        }
    }
}
