package dev.millrace.mailer.smtp;

import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** The bytes of a mail, to be transmitted as they are: a signature is over them. Inherits because the SMTP client takes nothing else. */
final class FinishedMail extends SMTPMessage {

    private final ByteArrayOutputStream bytes;

    FinishedMail(Session session, ByteArrayOutputStream bytes, String returnPath) {
        super(session);
        this.bytes = bytes;
        setEnvelopeFrom(returnPath);
    }

    /** @param ignored names of headers that no mail of ours has */
    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
        bytes.writeTo(out);
    }
}
