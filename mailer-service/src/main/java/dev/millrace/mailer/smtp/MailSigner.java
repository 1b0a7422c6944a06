package dev.millrace.mailer.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/**
 * Makes a mail final: signed if there is a key, its bytes written, so that nothing is left to be done between the server's
 * go-ahead and the content. Belongs to one thread, as the signature in it does.
 */
final class MailSigner {

    /** Beside what the library signs by itself. RFC 8058 demands that the first be signed, List-Unsubscribe is among its own. */
    private static final List<String> ALSO_SIGNED = List.of("List-Unsubscribe-Post", "Feedback-ID", "Auto-Submitted");

    private static final int TYPICAL_BYTES = 64 * 1024;

    private final @Nullable DkimSigner signer;

    MailSigner(Optional<DkimKey> key) {
        this.signer = key.map(MailSigner::signer).orElse(null);
    }

    /** @param returnPath to which the server reports */
    FinishedMail finish(Session session, MimeMessage message, String returnPath) throws MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try {
            MimeMessage signed = signer == null ? message : new DkimMessage(message, signer);
            signed.writeTo(bytes);
        } catch (IOException e) {
            throw new MessagingException("the mail can't be written", e);
        }
        return new FinishedMail(session, bytes, returnPath);
    }

    private static DkimSigner signer(DkimKey key) {
        DkimSigner signer = new DkimSigner(key.domain(), key.selector(), key.privateKey());
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        ALSO_SIGNED.forEach(signer::addHeaderToSign);
        // Whether the domain publishes the key is for the operator to see to; no mail waits for name servers.
        signer.setCheckDomainKey(false);
        return signer;
    }
}
