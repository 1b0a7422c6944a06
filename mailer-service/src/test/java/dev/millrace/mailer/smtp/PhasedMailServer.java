package dev.millrace.mailer.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A mail server that does as it is told at each step of the dialogue, and remembers what it took. */
public final class PhasedMailServer implements AutoCloseable {

    private static final String TAKEN = "250 taken";

    private final ServerSocket socket;
    private final Map<String, Queue<Act>> acts = new ConcurrentHashMap<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    /** Where in the dialogue. Until the recipient is named, an act is for whoever comes next. */
    public enum Phase {
        GREETING,
        HELLO,
        SENDER,
        RECIPIENT,
        DATA,
        /** The mail is taken, and the answer is due. */
        ANSWER
    }

    /** What to do instead of going on. */
    public interface Act {
        /** @return what to answer; null to hang up; empty to answer as always */
        @Nullable
        String answer() throws InterruptedException;

        static Act hangUp() {
            return () -> null;
        }

        static Act say(String reply) {
            return () -> reply;
        }

        /** Says that it came so far, and waits. */
        static Act hold(CountDownLatch came, CountDownLatch until) {
            return () -> {
                came.countDown();
                if (!until.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the test let nobody go on");
                }
                return "";
            };
        }
    }

    public PhasedMailServer(int port) throws IOException {
        socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** For the next mail to this recipient, or to anybody if the phase knows none. */
    public void next(Phase phase, String recipient, Act act) {
        acts.computeIfAbsent(phase + recipient, key -> new ConcurrentLinkedQueue<>())
                .add(act);
    }

    /** How many mails it took for the recipient, whether the sender heard of it or not. */
    public long taken(String recipient) {
        return taken.stream().filter(recipient::equals).count();
    }

    /** Hangs up on everybody, too. */
    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                clients.add(client);
                start(() -> talk(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "phased-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            String recipient = "";
            if (!answered(client, Phase.GREETING, "", "220 mx.test")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                boolean goesOn;
                if (line.startsWith("EHLO")) {
                    goesOn = answered(client, Phase.HELLO, "", "250 mx.test");
                } else if (line.startsWith("MAIL")) {
                    goesOn = answered(client, Phase.SENDER, "", "250 ok");
                } else if (line.startsWith("RCPT")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    goesOn = answered(client, Phase.RECIPIENT, recipient, "250 ok");
                } else if (line.equals("DATA")) {
                    String answer = answer(Phase.DATA, recipient, "354 go on");
                    goesOn = answer != null;
                    if (answer != null) {
                        say(client, answer);
                        goesOn = !answer.startsWith("354") || content(client, in, recipient);
                    }
                } else {
                    say(client, line.startsWith("QUIT") ? "221 bye" : "250 ok");
                    goesOn = !line.startsWith("QUIT");
                }
                if (!goesOn) {
                    return;
                }
            }
        } catch (IOException e) {
            // The other side went away, which tests make it do.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean content(Socket client, BufferedReader in, String recipient)
            throws IOException, InterruptedException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                String answer = answer(Phase.ANSWER, recipient, TAKEN);
                if (answer == null || answer.equals(TAKEN)) {
                    taken.add(recipient);
                }
                if (answer != null) {
                    say(client, answer);
                }
                return answer != null;
            }
        }
        return false;
    }

    private boolean answered(Socket client, Phase phase, String recipient, String usual)
            throws IOException, InterruptedException {
        String answer = answer(phase, recipient, usual);
        if (answer != null) {
            say(client, answer);
        }
        return answer != null;
    }

    /** Null to hang up. */
    private @Nullable String answer(Phase phase, String recipient, String usual) throws InterruptedException {
        Queue<Act> told = acts.get(phase + recipient);
        Act act = told == null ? null : told.poll();
        String answer = act == null ? "" : act.answer();
        return answer != null && answer.isEmpty() ? usual : answer;
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }
}
