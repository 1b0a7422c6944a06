package dev.millrace.mailer.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP connection that asks before it sends the content of a message, and remembers how far it came: only between the
 * end of the content and its answer is it unknown whether the server took the message. Inherits because JavaMail offers
 * these moments to nobody else.
 */
final class GuardedTransport extends SMTPTransport {

    private @Nullable BeforeContent guard;
    private boolean refused;
    private boolean endSent;

    GuardedTransport(Session session, boolean tls) {
        super(session, null, tls ? "smtps" : "smtp", tls);
    }

    /** Begins a new message. */
    void guardedBy(BeforeContent guard) {
        this.guard = guard;
        this.refused = false;
        this.endSent = false;
    }

    /** Whether the guard broke the message off. */
    boolean brokenOff() {
        return refused;
    }

    /** Whether the server may have seen the end of the message. */
    boolean endSent() {
        return endSent;
    }

    @Override
    protected OutputStream data() throws MessagingException {
        if (guard == null || !guard.permits()) {
            refused = true;
            throw new MessagingException("broken off before the content");
        }
        return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        endSent = true;
        super.finishData();
    }

    @Override
    protected OutputStream bdat() throws MessagingException {
        throw new MessagingException("content goes by DATA only");
    }
}
