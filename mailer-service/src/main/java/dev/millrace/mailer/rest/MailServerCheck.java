package dev.millrace.mailer.rest;

import dev.millrace.mailer.smtp.Relays;
import dev.millrace.mailer.smtp.SmtpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says which mail servers can be reached. The service is ready without it: mail waits in the ledger. */
@Readiness
public final class MailServerCheck implements HealthCheck {

    private static final int PATIENCE_MILLIS = 1_000;

    private final Relays relays;

    MailServerCheck(Relays relays) {
        this.relays = relays;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Boolean> reachable = new LinkedHashMap<>();
        relays.settings().forEach((name, relay) -> reachable.put(name, reachable(relay)));
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("mail server").up().withData("reachable", !reachable.containsValue(false));
        if (reachable.size() > 1) {
            reachable.forEach((name, answers) -> answer.withData("reachable " + name, answers));
        }
        return answer.build();
    }

    private static boolean reachable(SmtpSettings relay) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(relay.host(), relay.port()), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
