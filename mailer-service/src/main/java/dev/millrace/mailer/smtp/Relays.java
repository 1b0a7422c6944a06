package dev.millrace.mailer.smtp;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.mail.Sender;
import dev.millrace.mailer.mongo.Stops;
import dev.millrace.mailer.pacing.Pacing;
import dev.millrace.mailer.pacing.WarmUp;
import dev.millrace.mailer.relay.Routes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The mail servers that mail is handed to, each with its own connections, rates and pauses; one that is away holds up no other. */
@Singleton
public final class Relays {

    private final Routes routes;
    private final boolean hasReturnPaths;
    private final Map<String, Relay> relays = new LinkedHashMap<>();

    /** @param policy what it makes wait, and what it learnt from its servers' answers */
    record Relay(String name, SmtpSettings settings, MailerConfig.Connections connections, SendingPolicy policy) {}

    Relays(MailerConfig config, Routes routes, Sender sender, Stops stops) {
        this.routes = routes;
        this.hasReturnPaths = config.returns().domain().isPresent();
        MailerConfig.Smtp smtp = config.smtp();
        add(Routes.DEFAULT, SmtpSettings.of(smtp.host(), smtp.port(), smtp, sender), smtp, stops);
        smtp.relays()
                .forEach((name, relay) ->
                        add(name, SmtpSettings.of(relay.host(), relay.port(), relay, sender), relay, stops));
    }

    Iterable<Relay> all() {
        return relays.values();
    }

    /** How to reach each, by name. */
    public Map<String, SmtpSettings> settings() {
        Map<String, SmtpSettings> settings = new LinkedHashMap<>();
        relays.forEach((name, relay) -> settings.put(name, relay.settings()));
        return settings;
    }

    /** The one over which such a mail would go. */
    SmtpSettings of(MessageClass messageClass, String address) {
        return Objects.requireNonNull(relays.get(routes.of(messageClass, address)), "routes lead to relays")
                .settings();
    }

    private void add(String name, SmtpSettings settings, MailerConfig.RelaySettings relay, Stops stops) {
        if (settings.reportsDelivery() && !hasReturnPaths) {
            throw new IllegalArgumentException(
                    "the relay \"" + name + "\" is to report deliveries (delivery-reports), and"
                            + " without millrace.returns.domain they would all come to the sender's mailbox");
        }
        Pacing pacing = new Pacing(
                relay.rate(),
                relay.warmUp()
                        .start()
                        .map(start -> new WarmUp(start, relay.warmUp().perDay())),
                relay.domainRates(),
                relay.domainRate());
        relays.put(name, new Relay(name, settings, relay.connections(), new SendingPolicy(pacing, stops)));
    }
}
