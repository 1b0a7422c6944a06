package dev.millrace.benchmarks.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive connection with at most one request under way. */
final class Connection {

    private static final int HEAD_AND_BODY = 64 << 10;
    private static final String LENGTH = "content-length:";

    private final Template template;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocate(HEAD_AND_BODY);
    private long first;
    private long due;

    private Connection(Template template, SocketChannel channel, Selector selector) throws IOException {
        this.template = template;
        this.channel = channel;
        this.request = template.copy();
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static Connection open(Template template, int port, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        return new Connection(template, channel, selector);
    }

    /** The number of the first event under way. */
    long first() {
        return first;
    }

    /** When the request was meant to be sent. */
    long due() {
        return due;
    }

    void send(long firstEvent, long meantToBeSent) throws IOException {
        first = firstEvent;
        due = meantToBeSent;
        template.number(request, firstEvent);
        answer.clear();
        write();
    }

    void write() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /**
     * The status, when the whole answer is here; else 0.
     *
     * @throws IOException also when the server has closed the connection
     */
    int read() throws IOException {
        if (channel.read(answer) < 0) {
            throw new IOException("the service closed a connection");
        }
        String text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return 0;
        }
        int length = length(text.substring(0, headEnd).toLowerCase(Locale.ROOT));
        return answer.position() < headEnd + 4 + length ? 0 : Integer.parseInt(text.substring(9, 12));
    }

    private static int length(String head) {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IllegalStateException("an answer has no Content-Length");
        }
        int end = head.indexOf('\r', at);
        return Integer.parseInt(head.substring(at + LENGTH.length(), end < 0 ? head.length() : end)
                .strip());
    }

    /** Whether the service says of each event that it is stored. */
    boolean saysAllStored() {
        return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
                .contains("\"accepted\":" + template.events() + ",");
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
