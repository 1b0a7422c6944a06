package dev.millrace.backing.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxPagesTest {

    private static final String MAIL =
            """
            From: "The <Shop>" <shop@example.org>
            To: Zoë <zoe@example.org>, jan@example.org
            Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_=3Cscript=3E?=
            Message-ID: <m1@millrace.example>
            List-Unsubscribe: <https://shop.example/u/1>, <mailto:stop@shop.example>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=x

            --x
            Content-Type: text/plain; charset=utf-8

            Plain <text>
            --x
            Content-Type: text/html; charset=utf-8

            <p onclick="x()">Rich</p>
            --x--
            """
                    .replace("\n", "\r\n");

    @TempDir
    Path folder;

    private InboxPages pages;
    private InboxApi api;
    private String id;

    @BeforeEach
    void storeAMail() throws IOException {
        MailStore store = MailStore.open(folder, InstantSource.fixed(Instant.parse("2026-03-01T09:00:00Z")), 10);
        id = store.add(MAIL.getBytes(StandardCharsets.UTF_8));
        pages = new InboxPages(store);
        api = new InboxApi(store);
    }

    @Test
    void whatCameWithTheMailIsEscaped() throws IOException {
        assertThat(pages.list(0)).contains("Grüße &lt;script&gt;").doesNotContain("<script");
        assertThat(pages.mail(id).orElseThrow())
                .contains("Grüße &lt;script&gt;", "Plain &lt;text&gt;")
                .doesNotContain("<script", "onclick");
    }

    @Test
    void theMailsOwnHtmlIsShownInASandboxedFrame() throws IOException {
        assertThat(pages.mail(id).orElseThrow())
                .contains(
                        "<iframe", "sandbox=\"allow-popups allow-popups-to-escape-sandbox\"", "/view/" + id + ".html");
        assertThat(pages.html(id).orElseThrow()).contains("<p onclick=\"x()\">Rich</p>");
    }

    @Test
    void theApiUsesMailpitsNames() throws IOException {
        JsonNode mail = new ObjectMapper().readTree(api.message(id).orElseThrow());

        assertThat(mail.path("From").path("Name").asText()).isEqualTo("The <Shop>");
        assertThat(mail.path("To").findValuesAsText("Address")).containsExactly("zoe@example.org", "jan@example.org");
        assertThat(mail.path("Subject").asText()).isEqualTo("Grüße <script>");
        assertThat(mail.path("MessageID").asText()).isEqualTo("m1@millrace.example");
        assertThat(mail.path("Text").asText()).contains("Plain <text>");
        assertThat(mail.path("HTML").asText()).contains("Rich");
        assertThat(mail.path("ListUnsubscribe").path("Links"))
                .extracting(JsonNode::asText)
                .containsExactly("https://shop.example/u/1", "mailto:stop@shop.example");
        assertThat(api.headers(id).orElseThrow()).contains("List-Unsubscribe=One-Click");
    }

    @Test
    void anUnknownMailIsNotThere() throws IOException {
        assertThat(api.message("0000000099")).isEmpty();
        assertThat(pages.mail("0000000099")).isEmpty();
    }
}
