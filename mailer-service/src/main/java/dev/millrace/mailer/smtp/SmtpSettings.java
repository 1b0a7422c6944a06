package dev.millrace.mailer.smtp;

import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.MailerConfig.Encryption;
import dev.millrace.mailer.mail.Sender;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How to reach the mail server. */
record SmtpSettings(
        String host,
        int port,
        Optional<String> username,
        @Nullable String password,
        Encryption encryption,
        String helloName,
        int timeoutMillis) {

    static SmtpSettings of(MailerConfig.Smtp smtp, Sender sender) {
        String address = sender.address();
        return new SmtpSettings(
                smtp.host(),
                smtp.port(),
                smtp.username(),
                smtp.password().orElse(null),
                decide(smtp),
                smtp.helloName().orElse(address.substring(address.indexOf('@') + 1)),
                Math.toIntExact(smtp.timeout().toMillis()));
    }

    boolean tlsFromStart() {
        return encryption == Encryption.TLS;
    }

    private static Encryption decide(MailerConfig.Smtp smtp) {
        if (smtp.encryption() != Encryption.AUTO) {
            return smtp.encryption();
        }
        boolean here = smtp.host().equals("localhost")
                || smtp.host().startsWith("127.")
                || smtp.host().equals("::1");
        return here ? Encryption.PLAIN : Encryption.STARTTLS;
    }
}
