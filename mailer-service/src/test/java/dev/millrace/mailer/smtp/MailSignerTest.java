package dev.millrace.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.mail.OutgoingMail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire is verified by an implementation of DKIM that has nothing to do with the one that signs. */
class MailSignerTest {

    private static final Map<String, String> HEADERS = Map.of(
            "List-ID", "<marketing.shop.test>",
            "List-Unsubscribe",
                    "<https://mail.shop.test/u/abc>, <mailto:unsubscribe-00@bounces.shop.test?subject=unsubscribe>",
            "List-Unsubscribe-Post", "List-Unsubscribe=One-Click",
            "Feedback-ID", "welcome:welcome:marketing:shop.test",
            "Auto-Submitted", "auto-generated");

    @TempDir
    static Path folder;

    private static DkimKey key;

    @BeforeAll
    static void makeKey() throws Exception {
        key = DkimKey.of(config(pem(2_048), "s1"), "shop.test").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hello</p>",
                "<p>Příliš žluťoučký kůň — до зустрічі</p>",
                ".\r\n..dots\n\n at  the   beginning \t\n.\n",
                "a line without an end"
            })
    void whatArrivesVerifies(String html) throws Exception {
        List<SignatureRecord> signatures = verify(sent(mail(html)));
        assertThat(signatures).singleElement().satisfies(signature -> {
            assertThat(signature.getDToken()).hasToString("shop.test");
            assertThat(signature.getSelector()).hasToString("s1");
            assertThat(signature.getHeaders().stream()
                            .map(header -> header.toString().toLowerCase(Locale.ROOT)))
                    .contains(
                            "from",
                            "to",
                            "subject",
                            "date",
                            "message-id",
                            "mime-version",
                            "content-type",
                            "list-id",
                            "list-unsubscribe",
                            "list-unsubscribe-post",
                            "feedback-id",
                            "auto-submitted");
        });
    }

    @Test
    void aMailOfTheLongestLinesVerifies() throws Exception {
        assertThat(verify(sent(mail("<p>" + "x".repeat(5_000) + "</p>")))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"One-Click", "https://mail.shop.test/u/abc", "Hello there", "welcome:welcome", "hello@shop.test"
            })
    void nothingThatIsSignedCanBeChangedOnTheWay(String signed) {
        String mail = sent(mail("<p>Hello there</p>"));
        assertThat(mail).contains(signed);
        assertThatThrownBy(() -> verify(mail.replace(signed, signed.substring(1) + "x")))
                .isInstanceOf(FailException.class);
    }

    @Test
    void withoutAKeyNothingIsSigned() {
        assertThat(sent(mail("x"), Optional.empty())).doesNotContain("DKIM-Signature");
    }

    @Test
    void theRecordToPublishIsTheOneThatVerifies() {
        assertThat(key.published().name()).isEqualTo("s1._domainkey.shop.test");
        assertThat(key.published().value()).startsWith("v=DKIM1; k=rsa; p=MIIB");
    }

    @Test
    void aKeyThatCantBeUsedStopsTheStartAndSaysWhatToDo() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");
        Path old = Files.writeString(
                folder.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> DkimKey.of(config(text, "s1"), "shop.test"))
                .hasMessageContaining("PKCS#8")
                .hasMessageContaining("openssl genpkey");
        assertThatThrownBy(() -> DkimKey.of(config(old, "s1"), "shop.test")).hasMessageContaining("openssl genpkey");
        assertThatThrownBy(() -> DkimKey.of(config(pem(1_024), "s1"), "shop.test"))
                .hasMessageContaining("1024 bits");
        assertThatThrownBy(() -> DkimKey.of(config(folder.resolve("nowhere"), "s1"), "shop.test"))
                .hasMessageContaining("can't be read");
        assertThatThrownBy(() -> DkimKey.of(config(text, null), "shop.test"))
                .hasMessageContaining("millrace.dkim.selector");
        assertThatThrownBy(() -> DkimKey.of(config(null, "s1"), "shop.test"))
                .hasMessageContaining("millrace.dkim.key-file");
        assertThat(DkimKey.of(config(null, null), "shop.test")).isEmpty();
    }

    private static String sent(OutgoingMail mail) {
        return sent(mail, Optional.of(key));
    }

    private static String sent(OutgoingMail mail, Optional<DkimKey> signing) {
        try (ScriptedMailServer server = new ScriptedMailServer(0);
                SmtpConnection connection = new SmtpConnection(
                        new SmtpSettings(
                                "127.0.0.1",
                                server.port(),
                                Optional.empty(),
                                null,
                                Encryption.PLAIN,
                                "shop.test",
                                5_000,
                                false,
                                Map.of()),
                        signing)) {
            assertThat(connection.send(mail, () -> true)).isInstanceOf(HandOver.Taken.class);
            return server.acceptedFor("ana@example.test").get(0).content();
        }
    }

    private static OutgoingMail mail(String html) {
        return new OutgoingMail(
                "<stable@shop.test>",
                "Ålder & Oak",
                "hello@shop.test",
                Optional.of("Ana Řezníčková"),
                "ana@example.test",
                "Ještě přemýšlíš? A subject that is so long that it has to be folded into more than one line of a header",
                html,
                "Hello in plain text",
                Optional.empty(),
                HEADERS);
    }

    private static List<SignatureRecord> verify(String mail) throws IOException, FailException {
        DKIMVerifier verifier = new DKIMVerifier(
                (method, selector, domain) -> List.of(key.published().value()));
        return verifier.verify(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path pem(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        String der = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(
                folder.resolve(bits + ".pem"), "-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----\n");
    }

    private static MailerConfig.Dkim config(
            @org.jspecify.annotations.Nullable Path file, @org.jspecify.annotations.Nullable String selector) {
        return new MailerConfig.Dkim() {
            @Override
            public Optional<Path> keyFile() {
                return Optional.ofNullable(file);
            }

            @Override
            public Optional<String> selector() {
                return Optional.ofNullable(selector);
            }

            @Override
            public Optional<String> domain() {
                return Optional.empty();
            }
        };
    }
}
