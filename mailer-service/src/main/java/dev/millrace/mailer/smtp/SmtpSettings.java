package dev.millrace.mailer.smtp;

import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.mail.Sender;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the mail server.
 *
 * @param headers what it wants to be told in each mail, such as a configuration set's name
 */
public record SmtpSettings(
        String host,
        int port,
        Optional<String> username,
        @Nullable String password,
        Encryption encryption,
        String helloName,
        int timeoutMillis,
        Map<String, String> headers) {

    static SmtpSettings of(MailerConfig.Smtp smtp, Sender sender) {
        return new SmtpSettings(
                smtp.host(),
                smtp.port(),
                smtp.username(),
                smtp.password().orElse(null),
                decide(smtp),
                smtp.helloName().orElse(sender.domain()),
                Math.toIntExact(smtp.timeout().toMillis()),
                Map.copyOf(smtp.headers()));
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
