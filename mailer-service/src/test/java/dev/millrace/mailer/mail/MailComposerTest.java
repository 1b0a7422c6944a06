package dev.millrace.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CartToken;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SigningKey;
import dev.millrace.mailer.Messages;
import dev.millrace.mailer.link.CartLinks;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.LinkPolicy;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.template.CompiledTemplate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailComposerTest {

    private static final String SECRET = "a secret of tests, long enough";
    private static final LinkKey KEY = new LinkKey(SECRET);
    private static final Links LINKS = new Links(KEY, URI.create("https://mail.shop.test"));
    private static final CartLinks CARTS =
            new CartLinks(KEY, URI.create("https://www.shop.test/cart?from=mail#lines"), Duration.ofDays(30));
    private static final Sender SENDER =
            new Sender("Alder & Oak", "hello@shop.test", "12 Mill Lane", "https://www.shop.test");
    private static final Pattern CLICK = Pattern.compile("https://mail\\.shop\\.test/t/c/([A-Za-z0-9_-]+)");

    @Test
    void theSameRequestMakesTheSameMail() {
        assertThat(compose(marketing("m-1"), "<p>x</p>")).isEqualTo(compose(marketing("m-1"), "<p>x</p>"));
        assertThat(compose(marketing("m-1"), "x").messageId())
                .matches("<[0-9a-f-]{36}@shop\\.test>")
                .isNotEqualTo(compose(marketing("m-2"), "x").messageId());
    }

    @Test
    void marketingMailSaysHowToLeave() {
        OutgoingMail mail = compose(marketing("m-1"), "x");
        assertThat(mail.headers())
                .containsEntry("List-Unsubscribe", "<" + LINKS.page(Page.UNSUBSCRIBE, "m-1") + ">")
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .containsEntry("List-ID", "<marketing.shop.test>")
                .containsEntry("Feedback-ID", "abandoned-cart:abandoned-cart-1:marketing:shop.test");
        assertThat(compose(Messages.transactional("t-1"), "x").headers())
                .containsOnlyKeys("Feedback-ID", "Auto-Submitted")
                .containsEntry("Auto-Submitted", "auto-generated");
        assertThat(mail.returnPath()).isEmpty();
    }

    @Test
    void whatComesBackNamesTheMailAndNotTheReader() {
        ReturnAddresses returns = new ReturnAddresses(KEY, Optional.of("bounces.shop.test"));
        MessageRequested request = marketing("m-1");
        OutgoingMail mail = ((Composition.Composed) composer(Optional.of("bounces.shop.test"))
                        .compose(request, new CompiledTemplate("S", "x", Optional.empty(), Set.of(), "en")))
                .mail();

        assertThat(returns.read(mail.returnPath().orElseThrow()))
                .contains(new ReturnAddresses.Return(ReturnAddresses.Purpose.BOUNCE, MailId.of("m-1")));
        assertThat(mail.headers().get("List-Unsubscribe"))
                .matches("<https://mail\\.shop\\.test/u/\\S+>, "
                        + "<mailto:unsubscribe-[0-9a-f]{48}@bounces\\.shop\\.test\\?subject=unsubscribe>");
        assertThat(mail.headers() + mail.returnPath().orElseThrow())
                .doesNotContain(request.recipient().email())
                .doesNotContain(request.customer().value());
    }

    @Test
    void thePixelIsThereOnlyIfOpensMayBeTracked() {
        assertThat(compose(marketing("m-1"), "<body>x</body>").html())
                .contains(LINKS.open("m-1"))
                .endsWith("</body>");
        assertThat(compose(Messages.transactional("t-1"), "<body>x</body>").html())
                .doesNotContain("/t/o/");
    }

    @Test
    void aLinkBringsTheCartBack() {
        OutgoingMail mail = compose(marketing("m-1"), "<a href=\"{{ cart_url }}\">x</a>");
        Matcher link = Pattern.compile(
                        "https://www\\.shop\\.test/cart\\?from=mail&millrace_cart=([A-Za-z0-9_-]+)&utm_.*#lines")
                .matcher(target(mail.html()));

        assertThat(link.matches()).isTrue();
        assertThat(CartToken.read(link.group(1), new SigningKey(SECRET)))
                .contains(new CartToken(CustomerId.user("u-m-1"), Messages.T0.plus(Duration.ofDays(30))));
    }

    @Test
    void linksAreTrackedAndKeepTheirQuery() {
        OutgoingMail mail =
                compose(marketing("m-1"), "<a class=\"b\" href=\"https://www.shop.test/p?a=1&amp;b=2#top\">x</a>");
        assertThat(target(mail.html()))
                .isEqualTo("https://www.shop.test/p?a=1&b=2&utm_source=millrace&utm_medium=email"
                        + "&utm_campaign=abandoned-cart&utm_content=abandoned-cart-1#top");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/",
                "javascript:alert(1)",
                "java&#115;cript:alert(1)",
                " //evil.test",
                "https://www.shop.test@evil.test/",
                "data:text/html,x",
                "https://www.shop.test.evil.test/"
            })
    void aLinkOutOfDataToAnUnknownPlaceLeadsToTheShop(String url) {
        ObjectNode snapshot = Messages.snapshot();
        ((ObjectNode) snapshot.path("cart").path("items").get(0)).put("url", url);
        MessageRequested request =
                Messages.request("m-1", MessageClass.MARKETING, "t", Messages.T0, Duration.ofHours(1), false, snapshot);
        Composition.Composed composed =
                composed(request, "<a href=\"{{ cart.items[0].url | millrace_output }}\">x</a>", Set.of("author.test"));
        assertThat(target(composed.mail().html())).startsWith("https://www.shop.test?utm_source");
        assertThat(composed.replacedLinks()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/x.png",
                "data:image/png;base64,AAAA",
                " //evil.test/x.png",
                "cid:x",
                "https://www.shop.test@evil.test/x.png"
            })
    void aPictureOutOfDataFromAnUnknownPlaceIsLeftOut(String url) {
        Composition.Composed composed = withPicture(url);

        assertThat(composed.mail().html())
                .contains("before<b>after")
                .doesNotContain("evil", "data:", "cid:", "class=\"item\"");
        assertThat(composed.replacedLinks()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.shop.test/x.png?a=1&b=2",
                "https://images.shop.test/x.png",
                "https://author.test/x.png"
            })
    void aPictureOfTheShopOrOfTheAuthorsHostIsShown(String url) {
        Composition.Composed composed = withPicture(url);

        assertThat(composed.mail().html())
                .contains("<img class=\"item\" src=\"" + url.replace("&", "&amp;") + "\" alt>");
        assertThat(composed.replacedLinks()).isZero();
    }

    private static Composition.Composed withPicture(String url) {
        ObjectNode snapshot = Messages.snapshot();
        ((ObjectNode) snapshot.path("cart").path("items").get(0)).put("image_url", url);
        MessageRequested request =
                Messages.request("m-1", MessageClass.MARKETING, "t", Messages.T0, Duration.ofHours(1), false, snapshot);
        return composed(
                request,
                "before<img class=\"item\" src=\"{{ cart.items[0].image_url | millrace_output }}\" alt><b>after",
                Set.of("author.test"));
    }

    @Test
    void ownLinksAnchorsAndAddressesStayAsTheyAre() {
        String html = "<a href=\"{{ unsubscribe_url }}\">x</a><a href=\"#top\">y</a><a href='mailto:a@shop.test'>z</a>";
        assertThat(compose(marketing("m-1"), html).html())
                .contains(
                        "href=\"" + LINKS.page(Page.UNSUBSCRIBE, "m-1") + "\"",
                        "href=\"#top\"",
                        "href=\"mailto:a@shop.test\"");
    }

    @Test
    void aTextPartIsMadeOfTheHtmlUnlessTheTemplateHasOne() {
        OutgoingMail mail = compose(
                marketing("m-1"),
                "<head><style>x</style></head><p>Hi &amp; <b>ho</b></p><ul><li>one</li></ul><!-- no -->");
        assertThat(mail.text()).isEqualTo("Hi & ho\none\n");
        CompiledTemplate own = new CompiledTemplate("S", "<p>x</p>", Optional.of("own text"), Set.of(), "en");
        assertThat(((Composition.Composed) composer().compose(marketing("m-1"), own))
                        .mail()
                        .text())
                .isEqualTo("own text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: all@example.test", "a\nX-Injected: 1", "a\u2028Subject: won", "a\u0000b"})
    void nothingTypedByACustomerBecomesAHeader(String typed) {
        ObjectNode snapshot = Messages.snapshot();
        ((ObjectNode) snapshot.path("customer")).put("firstName", typed);
        MessageRequested request =
                Messages.request("m-1", MessageClass.MARKETING, "t", Messages.T0, Duration.ofHours(1), false, snapshot);
        CompiledTemplate template = new CompiledTemplate(
                "Hi {{ customer.first_name | millrace_output }}", "x", Optional.empty(), Set.of(), "en");
        OutgoingMail mail = ((Composition.Composed) composer().compose(request, template)).mail();
        assertThat(mail.subject()).startsWith("Hi a").doesNotContainPattern("[\\p{Cntrl}\u2028\u2029]");
        assertThat(mail.headers().values()).noneMatch(value -> value.contains("Injected") || value.contains("Bcc"));
    }

    @Test
    void workersSideBySideNeverMixTheirCustomers() throws InterruptedException, ExecutionException {
        CompiledTemplate template = new CompiledTemplate(
                "{{ customer.first_name | millrace_output }}",
                "{% assign name = customer.first_name %}{% for item in cart.items %}<a href=\"{{ item.url | millrace_output }}\">"
                        + "{{ name | millrace_output }}</a>{% endfor %}<a href=\"{{ unsubscribe_url | millrace_output }}\">out</a>",
                Optional.empty(),
                Set.of(),
                "en");
        var workers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> jobs = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(worker -> () -> mixed(template, worker))
                    .toList();
            for (Future<Integer> mixed : workers.invokeAll(jobs)) {
                assertThat(mixed.get()).isZero();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    /** How many mails of this worker show, or lead to, something of somebody else. */
    private static int mixed(CompiledTemplate template, int worker) {
        MailComposer composer = composer();
        int wrong = 0;
        for (int i = 0; i < 500; i++) {
            String own = "w" + worker + "c" + i + "e";
            ObjectNode snapshot = Messages.snapshot();
            ((ObjectNode) snapshot.path("customer")).put("firstName", own);
            snapshot.path("cart").path("items").forEach(item -> ((ObjectNode) item)
                    .put("url", "https://www.shop.test/" + own));
            MessageRequested request = Messages.request(
                    own, MessageClass.MARKETING, "t", Messages.T0, Duration.ofHours(1), true, snapshot);
            OutgoingMail mail = ((Composition.Composed) composer.compose(request, template)).mail();
            boolean right = mail.subject().equals(own)
                    && mail.toAddress().startsWith(own + "@")
                    && mail.headers().getOrDefault("List-Unsubscribe", "").contains(LINKS.page(Page.UNSUBSCRIBE, own))
                    && CLICK.matcher(mail.html() + mail.text())
                            .results()
                            .map(link -> LINKS.readClick(link.group(1)).orElseThrow())
                            .allMatch(click -> click.message().equals(own)
                                    && click.target().startsWith("https://www.shop.test/" + own + "?"))
                    && Stream.of(mail.html(), mail.text())
                            .map(body -> body.replaceAll("https://mail\\.shop\\.test/\\S+", "")
                                    .replace(own, ""))
                            .noneMatch(rest -> rest.matches("(?s).*w\\dc\\d+e.*"));
            wrong += right ? 0 : 1;
        }
        return wrong;
    }

    @Test
    void anErrorWhileComposingIsTheMessagesFailure() {
        ObjectNode exhausting = new ObjectNode(JsonNodeFactory.instance) {
            private static final long serialVersionUID = 1L;

            @Override
            public Set<Map.Entry<String, JsonNode>> properties() {
                throw new StackOverflowError();
            }

            @Override
            public ObjectNode deepCopy() {
                return this;
            }
        };
        MessageRequested request = Messages.request(
                "m-1", MessageClass.MARKETING, "t", Messages.T0, Duration.ofHours(1), false, exhausting);
        Composition composition =
                composer().compose(request, new CompiledTemplate("Subject", "x", Optional.empty(), Set.of(), "en"));
        assertThat(composition).isEqualTo(new Composition.Failed("the mail can't be composed: StackOverflowError"));
    }

    @Test
    void aMailHasNoHeaderOfTwoLines() {
        assertThatThrownBy(() -> new OutgoingMail(
                        "<a@b>",
                        "n",
                        "a@b",
                        Optional.empty(),
                        "c@d",
                        "s",
                        "h",
                        "t",
                        Optional.empty(),
                        Map.of("List-ID", "x\r\nBcc: y")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sender("n", "no address", "p", "https://x.test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millrace.shop.sender");
    }

    private static MessageRequested marketing(String id) {
        return Messages.marketing(id);
    }

    private static OutgoingMail compose(MessageRequested request, String html) {
        return composed(request, html, Set.of()).mail();
    }

    private static Composition.Composed composed(MessageRequested request, String html, Set<String> hosts) {
        return (Composition.Composed)
                composer().compose(request, new CompiledTemplate("Subject", html, Optional.empty(), hosts, "en"));
    }

    private static MailComposer composer() {
        return composer(Optional.empty());
    }

    private static MailComposer composer(Optional<String> returnDomain) {
        return new MailComposer(
                SENDER,
                Map.of(),
                LINKS,
                CARTS,
                new ReturnAddresses(KEY, returnDomain),
                new LinkPolicy(Set.of("www.shop.test")));
    }

    private static String target(String html) {
        Matcher link = CLICK.matcher(html);
        assertThat(link.find()).isTrue();
        return LINKS.readClick(link.group(1)).orElseThrow().target();
    }
}
