package dev.millrace.mailer.rest;

import dev.millrace.mailer.MailerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the mail server can be reached. The service is ready without it: mail waits in the ledger. */
@Readiness
public final class MailServerCheck implements HealthCheck {

    private static final int PATIENCE_MILLIS = 1_000;

    private final MailerConfig.Smtp smtp;

    MailServerCheck(MailerConfig config) {
        this.smtp = config.smtp();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("mail server")
                .up()
                .withData("reachable", reachable())
                .build();
    }

    private boolean reachable() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(smtp.host(), smtp.port()), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
