package dev.millrace.mailer;

import dev.millrace.mailer.pacing.Rate;
import dev.millrace.mailer.preference.Frequency;
import dev.millrace.mailer.smtp.Encryption;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that can be set of the service, beside Quarkus' own settings. What has no default has to be given. */
@ConfigMapping(prefix = "millrace")
public interface MailerConfig {

    /** Names this instance in leases. After a restart under the same name it takes up its own messages at once. */
    @WithDefault("mailer-1")
    String instance();

    /** Where links in mails find this service. */
    @WithDefault("http://127.0.0.1:8084")
    URI publicUrl();

    Topics topics();

    Admin admin();

    Links links();

    Shop shop();

    Theme theme();

    Smtp smtp();

    Dkim dkim();

    Returns returns();

    Webhooks webhooks();

    Preferences preferences();

    Ledger ledger();

    interface Topics {
        @WithDefault("millrace.")
        String prefix();

        @WithDefault("4")
        int partitions();
    }

    interface Admin {
        /** SHA-256 in hex of the key that callers of {@code /api} present. */
        String keySha256();
    }

    interface Links {
        /** Signs links and names addresses in the suppressions: at least 16 characters, the same for ever. */
        String key();

        /** Hosts beside the shop's own that links out of data may lead to. */
        Optional<Set<String>> hosts();

        /** How long a link back to a cart leads to it. */
        @WithDefault("30d")
        Duration cartGood();

        /** How long a link that confirms a subscription does so. */
        @WithDefault("7d")
        Duration confirmGood();
    }

    interface Shop {
        String name();

        /** The address mails come from. */
        String sender();

        /** The postal address that marketing mail has to show. */
        String address();

        URI url();

        /** The page that brings a cart back by {@code restoreCart}; the shop's address if it is not given. */
        Optional<URI> cartUrl();
    }

    /** Colours and font of templates, which read them as {@code theme.*}. */
    interface Theme {
        @WithDefault("#0f766e")
        String brand();

        @WithDefault("#ffffff")
        String onBrand();

        @WithDefault("#1f2933")
        String ink();

        @WithDefault("#5a6672")
        String muted();

        @WithDefault("#ffffff")
        String paper();

        @WithDefault("#f2f4f3")
        String background();

        @WithDefault("Helvetica, Arial, sans-serif")
        String font();

        /** Text, quiet text, paper and what lies around it for readers whose mail program is dark. */
        @WithDefault("#e6ebea")
        String darkInk();

        @WithDefault("#a3b0ae")
        String darkMuted();

        @WithDefault("#1b2322")
        String darkPaper();

        @WithDefault("#111716")
        String darkBackground();

        /** Address of the logo's picture; without it the shop's name stands in its place. */
        Optional<URI> logo();
    }

    /** The relay called {@code default}, further ones, and what holds for all of them. */
    interface Smtp extends RelaySettings {
        @WithDefault("127.0.0.1")
        String host();

        @WithDefault("1025")
        int port();

        /** Further relays by name. */
        Map<String, NamedRelay> relays();

        Routes routes();

        Stop stop();

        /** Pauses between the tries of one message; the last one repeats until the message is stale. */
        @WithDefault("10s,30s,2m,10m,30m,1h")
        List<Duration> retries();

        /** Longest pause of a worker whose server can't be reached; begins at a second and doubles. */
        @WithDefault("15s")
        Duration reconnect();
    }

    interface NamedRelay extends RelaySettings {
        String host();

        @WithDefault("587")
        int port();
    }

    /** Which relay mail goes over, by name: that of the recipient's domain, else that of its class, else the default one. */
    interface Routes {
        Optional<String> transactional();

        Optional<String> marketing();

        /** By the domain's name in small letters. */
        Map<String, String> domains();
    }

    /** How one relay is reached, and how fast. */
    interface RelaySettings {
        Optional<String> username();

        Optional<String> password();

        /** {@code auto} is plain to this machine and STARTTLS with a verified certificate to any other. */
        @WithDefault("auto")
        Encryption encryption();

        /** What this service calls itself in EHLO; the sender's domain if not given. */
        Optional<String> helloName();

        @WithDefault("30s")
        Duration timeout();

        /** Whether to ask for a report of each delivery (RFC 3461), which comes to the return path; needs a domain of return paths. */
        @WithDefault("false")
        boolean deliveryReports();

        /** Headers that the relay wants in each mail, such as {@code X-SES-CONFIGURATION-SET}; {@code {mail}} names the mail. */
        Map<String, String> headers();

        Connections connections();

        /** Marketing mail over the relay, such as {@code 100/s}; of this instance. */
        Optional<Rate> rate();

        /** Marketing mail to one recipient's domain that has no rate of its own. */
        Optional<Rate> domainRate();

        /** By the domain's name in small letters. */
        Map<String, Rate> domainRates();

        WarmUp warmUp();
    }

    /** The first days of a new sender. */
    interface WarmUp {
        /** When the first day begins, as {@code 2026-03-02T00:00:00Z}; without it there is no warm-up. */
        Optional<Instant> start();

        /** Marketing mails of each day. */
        @WithDefault("50,100,500,1000,5000,10000,20000,40000,70000,100000")
        List<Integer> perDay();
    }

    /** When refusals that are about us stop a campaign. */
    interface Stop {
        @WithDefault("3")
        int refusals();

        @WithDefault("1h")
        Duration within();
    }

    /** Signs mails (RFC 6376). Without a key they go out as they are, for a relay to sign. */
    interface Dkim {
        /** An RSA key of at least 2048 bits, PKCS#8 in PEM. */
        Optional<Path> keyFile();

        /** Under which name the domain publishes the key. */
        Optional<String> selector();

        /** The domain that vouches; the sender's if not given. */
        Optional<String> domain();
    }

    /** What comes back by mail: bounces, complaints, and readers who leave by mail. */
    interface Returns {
        /** The domain of the return paths, whose mail has to come here; without it there are none, and nothing listens. */
        Optional<String> domain();

        /** Where it listens for that mail; 0 takes any free port. */
        @WithDefault("127.0.0.1")
        String host();

        @WithDefault("2525")
        int port();

        /** A longer mail is refused. */
        @WithDefault("1M")
        MemorySize maxSize();
    }

    /** What providers tell of mails; what is not set takes nothing. */
    interface Webhooks {
        Ses ses();

        SendGrid sendgrid();

        interface Ses {
            /** The only topic of SNS that is listened to. */
            Optional<String> topicArn();
        }

        interface SendGrid {
            /** The verification key as SendGrid shows it. */
            Optional<String> publicKey();
        }
    }

    /** What the preference page offers. */
    interface Preferences {
        /** Some of {@code email}, {@code sms} and {@code push}. */
        @WithDefault("email")
        List<String> channels();

        /** What the shop writes about, in words, by a name of small letters. */
        Map<String, String> topics();

        /** The same words by language and name: {@code translations.de.shoes}. */
        Map<String, Map<String, String>> translations();

        @WithDefault("any,weekly,monthly")
        List<Frequency> frequencies();
    }

    /** Each connection has one worker. */
    interface Connections {
        @WithDefault("2")
        int transactional();

        @WithDefault("4")
        int marketing();
    }

    interface Ledger {
        /** How long a worker may be silent before its message is somebody else's; longer than the SMTP time-out. */
        @WithDefault("90s")
        Duration lease();

        /** How often to look for messages that are due and not yet in a worker's hand. */
        @WithDefault("1s")
        Duration poll();
    }
}
