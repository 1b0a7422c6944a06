package dev.millrace.backing.inbox;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.backing.Backing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * An SMTP server that accepts every mail, keeps it, and delivers it nowhere. A mail is on disk before it is accepted; one
 * that can't be stored is refused for now, so its sender tries again. The page and the API listen on a second port.
 */
public final class Inbox implements Backing {

    private static final int LARGEST_MAIL = 10 << 20;
    private static final int MAILS_KEPT = 10_000;
    private static final int CONNECTIONS = 50;
    private static final int PAGE_THREADS = 4;

    private final InstantSource time;
    private @Nullable SMTPServer smtp;
    private @Nullable HttpServer http;
    private @Nullable ExecutorService pageThreads;

    public Inbox(InstantSource time) {
        this.time = time;
    }

    @Override
    public void start(Place place) throws IOException {
        MailStore store = MailStore.open(place.folder().resolve("mails"), time, MAILS_KEPT);
        InetAddress loopback = InetAddress.getByName("127.0.0.1");

        HttpServer pages = HttpServer.create(new InetSocketAddress(loopback, place.pagePort()), 0);
        ExecutorService threads = Executors.newFixedThreadPool(PAGE_THREADS);
        http = pages;
        pageThreads = threads;
        pages.setExecutor(threads);
        pages.createContext("/", new InboxHandler(store, new InboxApi(store), new InboxPages(store)));
        pages.start();

        SMTPServer server = SMTPServer.port(place.port())
                .bindAddress(loopback)
                .hostName("localhost")
                .softwareName("Millrace inbox")
                .maxMessageSize(LARGEST_MAIL)
                .maxConnections(CONNECTIONS)
                .messageHandler((context, from, to, data) -> accept(store, data))
                .build();
        smtp = server;
        server.start();
    }

    private static void accept(MailStore store, byte[] mail) throws RejectException {
        if (mail.length > LARGEST_MAIL) {
            throw new RejectException(552, "5.3.4 this inbox takes mails of up to " + LARGEST_MAIL + " bytes");
        }
        try {
            store.add(mail);
        } catch (IOException e) {
            System.err.println("inbox=not-stored reason=" + e);
            throw new RejectException(452, "4.3.1 the mail could not be stored");
        }
    }

    @Override
    public void close() {
        SMTPServer server = smtp;
        if (server != null) {
            server.stop();
        }
        HttpServer pages = http;
        if (pages != null) {
            pages.stop(0);
        }
        ExecutorService threads = pageThreads;
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
