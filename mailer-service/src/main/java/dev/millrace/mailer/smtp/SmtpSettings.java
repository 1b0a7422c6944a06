package dev.millrace.mailer.smtp;

import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.mail.Sender;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the mail server.
 *
 * @param reportsDelivery whether it is asked to report each delivery to the return path
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
        boolean reportsDelivery,
        Map<String, String> headers) {

    static SmtpSettings of(String host, int port, MailerConfig.RelaySettings relay, Sender sender) {
        return new SmtpSettings(
                host,
                port,
                relay.username(),
                relay.password().orElse(null),
                decide(host, relay.encryption()),
                relay.helloName().orElse(sender.domain()),
                Math.toIntExact(relay.timeout().toMillis()),
                relay.deliveryReports(),
                Map.copyOf(relay.headers()));
    }

    boolean tlsFromStart() {
        return encryption == Encryption.TLS;
    }

    private static Encryption decide(String host, Encryption encryption) {
        if (encryption != Encryption.AUTO) {
            return encryption;
        }
        boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        return here ? Encryption.PLAIN : Encryption.STARTTLS;
    }
}
