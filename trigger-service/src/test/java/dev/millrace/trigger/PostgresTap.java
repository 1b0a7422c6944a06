package dev.millrace.trigger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Follows one connection to PostgreSQL by its protocol, far enough to know which statements the present transaction has had
 * and when it is committed.
 */
final class PostgresTap {

    private static final int SSL_REQUEST = 80_877_103;
    private static final byte IDLE = 'I';
    private static final int HEAD = 5;

    private final Map<String, String> prepared = new HashMap<>();
    private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();
    private final StringBuffer transaction = new StringBuffer();
    private volatile String lastRound = "";
    private boolean started;
    private boolean greeted;

    /** What the server has just answered, told before the client hears of it. */
    enum Answered {
        /** Within a transaction that goes on. */
        STATEMENT,
        /** The transaction is committed, or there was none. */
        TRANSACTION
    }

    /** The statements of the transaction, one after the other, up to what was answered. */
    interface Listener {
        void answered(Answered what, String transaction, String lastRound);
    }

    synchronized void fromClient(byte[] bytes, int length) {
        fromClient.write(bytes, 0, length);
        ByteBuffer buffer = ByteBuffer.wrap(fromClient.toByteArray());
        while (takeFromClient(buffer)) {
            // one message after the other
        }
        keepRest(fromClient, buffer);
    }

    private boolean takeFromClient(ByteBuffer buffer) {
        if (!started) {
            if (buffer.remaining() < 8 || buffer.remaining() < buffer.getInt(buffer.position())) {
                return false;
            }
            int length = buffer.getInt(buffer.position());
            started = buffer.getInt(buffer.position() + 4) != SSL_REQUEST;
            buffer.position(buffer.position() + length);
            return true;
        }
        if (buffer.remaining() < HEAD || buffer.remaining() < 1 + buffer.getInt(buffer.position() + 1)) {
            return false;
        }
        byte type = buffer.get();
        int end = buffer.position() + buffer.getInt(buffer.position());
        buffer.position(buffer.position() + 4);
        if (type == 'P') {
            prepared.put(text(buffer), text(buffer));
        } else if (type == 'B') {
            text(buffer);
            note(prepared.getOrDefault(text(buffer), ""));
        } else if (type == 'Q') {
            note(text(buffer));
        }
        buffer.position(end);
        return true;
    }

    private void note(String sql) {
        transaction.append(sql).append('\n');
        lastRound += sql + '\n';
    }

    /** Tells the listener of each end of a round; what it does happens before the bytes go on. */
    synchronized void fromServer(byte[] bytes, int length, Listener listener) {
        int skipped = greeted || length == 0 || bytes[0] == 'R' || bytes[0] == 'E' ? 0 : 1;
        greeted |= skipped == 0;
        fromServer.write(bytes, skipped, length - skipped);
        ByteBuffer buffer = ByteBuffer.wrap(fromServer.toByteArray());
        while (buffer.remaining() >= HEAD && buffer.remaining() >= 1 + buffer.getInt(buffer.position() + 1)) {
            byte type = buffer.get();
            int end = buffer.position() + buffer.getInt(buffer.position());
            if (type == 'Z') {
                boolean isOver = buffer.get(buffer.position() + 4) == IDLE;
                String had = transaction.toString();
                String round = lastRound;
                lastRound = "";
                if (isOver) {
                    transaction.setLength(0);
                }
                listener.answered(isOver ? Answered.TRANSACTION : Answered.STATEMENT, had, round);
            }
            buffer.position(end);
        }
        keepRest(fromServer, buffer);
    }

    private static String text(ByteBuffer buffer) {
        int from = buffer.position();
        while (buffer.get() != 0) {
            // up to the zero behind it
        }
        return new String(buffer.array(), from, buffer.position() - from - 1, StandardCharsets.UTF_8);
    }

    private static void keepRest(ByteArrayOutputStream stream, ByteBuffer buffer) {
        stream.reset();
        stream.write(buffer.array(), buffer.position(), buffer.remaining());
    }

    /** Where to cut: at the answer to such a statement, or to the commit of a transaction that had it. */
    record Boundary(String name, Predicate<String> statement, Answered at, boolean clientHears) {}
}
