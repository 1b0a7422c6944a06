package dev.millrace.backing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Asks a server the first question of its own protocol, without a client library: an open port is not yet a broker. Answers
 * false when nobody listens, when the answer is of another protocol, or when none comes within the bounded time.
 */
final class Handshake {

    private static final int PATIENCE_MILLISECONDS = 3_000;
    private static final int MONGO_MESSAGE = 2013;

    private Handshake() {}

    static boolean answers(BackingService service, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLISECONDS);
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            return switch (service) {
                case KAFKA -> kafka(socket);
                case POSTGRESQL -> postgresql(socket);
                case MONGODB -> mongodb(socket);
                case INBOX -> smtp(socket);
            };
        } catch (IOException e) {
            return false;
        }
    }

    /** ApiVersions, version 0; the answer repeats our correlation number and has no error. */
    private static boolean kafka(Socket socket) throws IOException {
        int correlation = 7;
        ByteBuffer question = ByteBuffer.allocate(14)
                .putInt(10)
                .putShort((short) 18)
                .putShort((short) 0)
                .putInt(correlation)
                .putShort((short) -1);
        send(socket, question);
        DataInputStream answer = new DataInputStream(socket.getInputStream());
        answer.readInt();
        return answer.readInt() == correlation && answer.readShort() == 0;
    }

    /** SSLRequest; a server says S or N. */
    private static boolean postgresql(Socket socket) throws IOException {
        send(socket, ByteBuffer.allocate(8).putInt(8).putInt(80877103));
        int answer = socket.getInputStream().read();
        return answer == 'S' || answer == 'N';
    }

    /** {@code {hello: 1, $db: "admin"}}; the answer names our request. */
    private static boolean mongodb(Socket socket) throws IOException {
        int request = 7;
        byte[] hello = "hello\0".getBytes(StandardCharsets.US_ASCII);
        byte[] database = "$db\0".getBytes(StandardCharsets.US_ASCII);
        byte[] admin = "admin\0".getBytes(StandardCharsets.US_ASCII);
        int document = 4 + 1 + hello.length + 4 + 1 + database.length + 4 + admin.length + 1;
        ByteBuffer question = ByteBuffer.allocate(16 + 4 + 1 + document).order(ByteOrder.LITTLE_ENDIAN);
        question.putInt(question.capacity()).putInt(request).putInt(0).putInt(MONGO_MESSAGE);
        question.putInt(0).put((byte) 0);
        question.putInt(document).put((byte) 0x10).put(hello).putInt(1);
        question.put((byte) 0x02).put(database).putInt(admin.length).put(admin).put((byte) 0);
        send(socket, question);
        byte[] header = new byte[16];
        new DataInputStream(socket.getInputStream()).readFully(header);
        ByteBuffer answer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        return answer.getInt(8) == request && answer.getInt(12) == MONGO_MESSAGE;
    }

    /** The greeting; we leave politely. */
    private static boolean smtp(Socket socket) throws IOException {
        byte[] greeting = socket.getInputStream().readNBytes(3);
        send(socket, ByteBuffer.wrap("QUIT\r\n".getBytes(StandardCharsets.US_ASCII)));
        return Arrays.equals(greeting, "220".getBytes(StandardCharsets.US_ASCII));
    }

    private static void send(Socket socket, ByteBuffer bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes.array());
        out.flush();
    }
}
