package dev.millrace.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.link.CartLinks;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.LinkPolicy;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.mail.Composition;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mail.Sender;
import dev.millrace.mailer.pacing.Rate;
import dev.millrace.mailer.preference.Offer;
import dev.millrace.mailer.relay.Routes;
import dev.millrace.mailer.survey.SurveyReader;
import dev.millrace.mailer.template.CompiledTemplate;
import dev.millrace.mailer.webhook.SendGridKey;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/mail.md says is so. */
class MailGuideTest {

    private static final Path GUIDE = Path.of(System.getProperty("millrace.root"), "docs", "mail.md");
    private static final LinkKey KEY = new LinkKey("a secret of tests, long enough");

    static Stream<Arguments> headers() throws IOException {
        return rows("## What every mail carries");
    }

    static Stream<Arguments> refusals() throws IOException {
        return rows("### Refusals");
    }

    static Stream<Arguments> surveys() throws IOException {
        return rows("### Surveys");
    }

    static Stream<Arguments> rates() throws IOException {
        return rows("## How fast, and when not");
    }

    static Stream<Arguments> pages() throws IOException {
        return rows("## Pages that mails lead to");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void everyMailCarries(String names, String marketing, String transactional) {
        for (String name : code(names)) {
            String header = name.replaceAll(":.*", "");
            if (!List.of("DKIM-Signature", "Message-ID").contains(header)) {
                assertThat(carries(Messages.marketing("m-1"), header)).as(name).isEqualTo(marketing.equals("yes"));
                assertThat(carries(Messages.transactional("t-1"), header))
                        .as(name)
                        .isEqualTo(transactional.equals("yes"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsAbout(String answer, String moment, String about) {
        String said = code(answer).get(0);
        int code = Integer.parseInt(said.substring(0, 3));
        assertThat(Refusal.of(code, said, Refusal.Moment.valueOf(moment))).hasToString(about);
    }

    @Test
    void theSurveyCanBeSaved() throws IOException {
        JsonNode survey = Json.mapper().readTree(blocks("json").get(0));
        assertThat(SurveyReader.read("likes", survey).problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("surveys")
    void aQuestionIsRefused(String question, String refusal, String none) throws IOException {
        JsonNode survey = Json.mapper()
                .readTree("{\"title\": \"t\", \"intro\": \"i\", \"questions\": ["
                        + code(question).get(0) + "]}");
        assertThat(SurveyReader.read("likes", survey).problems())
                .singleElement()
                .asString()
                .contains(refusal);
    }

    @ParameterizedTest
    @MethodSource("rates")
    void aRateIsOne(String key, String example, String none) {
        String name = code(key).get(0);
        String value = code(example).get(0);
        MailerConfig config = config(Map.of(name, value));
        if (name.endsWith("start")) {
            assertThat(config.smtp().warmUp().start()).contains(Instant.parse(value));
        } else {
            assertThat(Stream.of(config.smtp().rate(), config.smtp().domainRate())
                                    .flatMap(Optional::stream)
                                    .toList()
                                    .contains(Rate.of(value))
                            || config.smtp().domainRates().containsValue(Rate.of(value)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aTemplateMayLeadTo(String field, String none, String nothing) {
        String html = "<a href=\"" + code(field).get(0) + "\">x</a>";
        Composition composed = composer()
                .compose(Messages.marketing("m-1"), new CompiledTemplate("s", html, Optional.empty(), Set.of(), "en"));
        assertThat(((Composition.Composed) composed).mail().html())
                .matches("<a href=\"https://mail\\.shop\\.test/[upcsv]/[A-Za-z0-9_-]+\">x</a>.*");
    }

    @Test
    void everySettingIsOne() throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String block : blocks("properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(block));
            properties.forEach((name, value) -> settings.put((String) name, (String) value));
        }
        MailerConfig config = config(settings);
        assertThat(config.dkim().selector()).contains("s1");
        assertThat(config.dkim().keyFile()).contains(Path.of("dkim.pem"));
        assertThat(config.webhooks().ses().topicArn()).isPresent();
        assertThat(config.webhooks().sendgrid().publicKey().map(SendGridKey::new))
                .isPresent();
        assertThat(config.smtp().headers())
                .containsEntry("X-SES-CONFIGURATION-SET", "millrace")
                .containsEntry("X-SMTPAPI", "{\"unique_args\":{\"millrace_mail\":\"{mail}\"}}");
        assertThat(config.smtp().relays()).containsOnlyKeys("receipts", "microsoft");
        assertThat(config.smtp().relays().get("receipts").connections().transactional())
                .isEqualTo(4);
        assertThat(config.smtp().relays().get("microsoft").port()).isEqualTo(587);
        assertThat(config.smtp().relays().get("microsoft").rate()).contains(Rate.of("20/s"));
        Routes routes = Wiring.routes(config);
        assertThat(routes.of(MessageClass.TRANSACTIONAL, "ana@example.test")).isEqualTo("receipts");
        assertThat(routes.of(MessageClass.MARKETING, "ana@outlook.com")).isEqualTo("microsoft");
        MailerConfig.Preferences offered = config.preferences();
        assertThat(new Offer(offered.channels(), offered.topics(), offered.frequencies(), offered.translations()))
                .hasToString("Offer[[email, sms], [shoes, sale], any,weekly,monthly]");
    }

    private static boolean carries(MessageRequested message, String header) {
        Composition composed =
                composer().compose(message, new CompiledTemplate("s", "x", Optional.empty(), Set.of(), "en"));
        return ((Composition.Composed) composed).mail().headers().containsKey(header);
    }

    private static MailComposer composer() {
        return new MailComposer(
                new Sender("Alder & Oak", "hello@shop.test", "12 Mill Lane", "https://www.shop.test"),
                Map.of(),
                new Links(KEY, URI.create("https://mail.shop.test")),
                new CartLinks(KEY, URI.create("https://www.shop.test"), Duration.ofDays(30)),
                new ReturnAddresses(KEY, Optional.of("bounces.shop.test")),
                new LinkPolicy(Set.of("www.shop.test")));
    }

    private static MailerConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of(
                "millrace.admin.key-sha256", "00",
                "millrace.links.key", "a secret of tests",
                "millrace.shop.name", "Alder & Oak",
                "millrace.shop.sender", "hello@shop.test",
                "millrace.shop.address", "12 Mill Lane",
                "millrace.shop.url", "https://www.shop.test"));
        return new SmallRyeConfigBuilder()
                .withMapping(MailerConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(all, "guide", 100))
                .build()
                .getConfigMapping(MailerConfig.class);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> code(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The first three cells of each row of the first table under a heading. */
    private static Stream<Arguments> rows(String heading) throws IOException {
        String guide = Files.readString(GUIDE);
        String section = guide.substring(guide.indexOf(heading + "\n"));
        int end = section.indexOf("\n#", 1);
        List<Arguments> rows = section.substring(0, end < 0 ? section.length() : end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2).split(" \\| | \\|$", -1))
                .map(cells -> Arrays.copyOf(cells, 3))
                .map(cells -> Arguments.of((Object[]) cells))
                .toList();
        assertThat(rows).as(heading).isNotEmpty();
        return rows.stream();
    }
}
