package dev.millrace.mailer.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that answers as told: for an address, a list of answers at RCPT or after the content, then it accepts. */
public final class ScriptedMailServer implements AutoCloseable {

    private final SMTPServer server;
    private final Map<String, Deque<RejectException>> atRecipient = new ConcurrentHashMap<>();
    private final Map<String, Deque<RejectException>> atContent = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> holding = new ConcurrentHashMap<>();
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();

    /** A mail the server took. */
    public record Accepted(String recipient, String returnPath, String content) {}

    public ScriptedMailServer(int port) {
        server = builder().port(port).build();
        server.start();
    }

    /** One at a free port that can encrypt, or does so from the start. */
    ScriptedMailServer(SSLContext encryption, boolean fromStart) {
        SMTPServer.Builder builder = builder().port(0);
        server = fromStart
                ? builder.serverSocketFactory(encryption).build()
                : builder.startTlsSocketFactory(encryption).enableTLS().build();
        server.start();
    }

    private SMTPServer.Builder builder() {
        return new SMTPServer.Builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("mx.test")
                .messageHandlerFactory(context -> new Handler());
    }

    public int port() {
        return server.getPortAllocated();
    }

    public void answerRecipient(String address, int code, String words) {
        script(atRecipient, address, code, words);
    }

    public void answerContent(String address, int code, String words) {
        script(atContent, address, code, words);
    }

    /** Keeps the answer to the content back until the latch opens. */
    public void holdAnswer(String address, CountDownLatch until) {
        holding.put(address, until);
    }

    public List<Accepted> acceptedFor(String address) {
        return accepted.stream().filter(mail -> mail.recipient.equals(address)).toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void script(Map<String, Deque<RejectException>> answers, String address, int code, String words) {
        answers.computeIfAbsent(address, key -> new ArrayDeque<>()).add(new RejectException(code, words));
    }

    private static void answer(Map<String, Deque<RejectException>> answers, String address) throws RejectException {
        Deque<RejectException> script = answers.get(address);
        RejectException next = script == null ? null : script.poll();
        if (next != null) {
            throw next;
        }
    }

    private final class Handler implements MessageHandler {

        private String recipient = "";
        private String returnPath = "";

        @Override
        public void from(String from) {
            returnPath = from;
        }

        @Override
        public void recipient(String address) throws RejectException {
            recipient = address;
            answer(atRecipient, address);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            data.transferTo(content);
            answer(atContent, recipient);
            hold();
            accepted.add(new Accepted(recipient, returnPath, content.toString(StandardCharsets.UTF_8)));
            return null;
        }

        private void hold() throws IOException {
            CountDownLatch until = holding.get(recipient);
            try {
                if (until != null && !until.await(60, TimeUnit.SECONDS)) {
                    throw new IOException("the test let nobody go on");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void done() {}
    }
}
