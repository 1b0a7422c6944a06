package dev.millrace.mailer.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.mailer.Messages;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRendererTest {

    private static final int THREADS = 8;
    private static final int CUSTOMERS = 2_000;
    static final Addresses AS_WRITTEN = new Addresses() {
        @Override
        public String link(String target) {
            return target;
        }

        @Override
        public boolean allowsPicture(String source) {
            return true;
        }

        @Override
        public String pixel() {
            return "";
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='x",
                "{{ shop.address }}{% include 'x' %}",
                "</td></table><h1>won</h1>",
                "&lt;b&gt;",
                "a\r\nBcc: all@example.test"
            })
    void nothingTypedByACustomerBecomesMarkupOrAHeader(String typed) {
        Rendering.Rendered mail = rendered(
                "Hi {{ customer.first_name }}",
                "<mj-text>Hi {{ customer.first_name }}</mj-text>"
                        + "<mj-image src=\"https://i.test/a.png\" alt=\"{{ customer.first_name }}\" />"
                        + "<mj-text>{% capture x %}<b>{{ customer.first_name }}</b>{% endcapture %}{{ x }}"
                        + "{{ customer.first_name | append: '<' | newline_to_br | escape }}</mj-text>",
                Json.object().set("customer", Json.object().put("firstName", typed)));
        assertThat(mail.subject()).doesNotContain("\r", "\n");
        assertThat(mail.html())
                .doesNotContain("<script", "<img src=x", "onerror=alert(1)>", "' onmouseover", "<h1>")
                .contains("<b>");
        if (typed.equals("&lt;b&gt;")) {
            assertThat(mail.html()).contains("&amp;lt;b&amp;gt;");
        }
        if (typed.startsWith("{{")) {
            assertThat(mail.html()).contains("{{ shop.address }}{% include &#39;x&#39; %}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.test/x", "Win at www.evil.test", "HTTPS://EVIL.TEST"})
    void aCustomersTextIsNoLinkToMailPrograms(String typed) {
        Rendering.Rendered mail = rendered(
                "Hi",
                "<mj-text>{{ customer.first_name }}</mj-text>",
                Json.object().set("customer", Json.object().put("firstName", typed)));
        assertThat(mail.html().toLowerCase(java.util.Locale.ROOT)).doesNotContain("://evil", "www.evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in (1..100000000) %}x{% endfor %}",
                "{% for i in (1..3000) %}{% for j in (1..3000) %}x{% endfor %}{% endfor %}",
                "{% for i in (1..cart.count) %}x{% endfor %}",
                "{% assign s = 'abcdefghij' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s }}",
                "{% assign n = 9.5 %}{% for i in (1..60) %}{% assign n = n | times: n %}{% endfor %}{{ n }}",
                "{% capture s %}abcdefghij{% endcapture %}{% for i in (1..60) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}"
            })
    void aTemplateWithoutEndIsStopped(String liquid) {
        ObjectNode snapshot = Json.object().set("cart", Json.object().put("count", 2_000_000_000));
        Rendering rendering = render("Hi", "<mj-text>" + liquid + "</mj-text>", snapshot);
        assertThat(rendering).isInstanceOf(Rendering.Failed.class);
        assertThat(((Rendering.Failed) rendering).reason()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e2000000000",
                "-1e2000000000",
                "1e-2000000000",
                "0e2000000000",
                "1e31",
                "1234567890123456789012345678901"
            })
    void aNumberTooLongForAMailIsAbsent(String number) {
        ObjectNode snapshot = Messages.json("{\"customer\": {\"points\": " + number + "}, \"cart\": {\"value\": \""
                + number + "\", \"count\": 2}}");
        assertThat(rendered(
                                "Hi",
                                "<mj-text>[{{ customer.points }}][{{ customer.points | times: 2 }}]"
                                        + "[{% if customer.points > 1 %}x{% endif %}][{{ cart.count }}]</mj-text>",
                                snapshot)
                        .html())
                .contains("[][0][][2]");
        assertThat((Map<?, ?>) TemplateFields.fromSnapshot(snapshot).get("customer"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"times: 2", "plus: 1", "money: 'EUR'", "plural: 'a', 'b'", "round"})
    void aTextThatIsANumberWithoutEndIsNotReckonedWith(String filter) {
        ObjectNode snapshot = Messages.json("{\"customer\": {\"code\": \"1e2000000000\"}}");
        assertThat(render("Hi", "<mj-text>{{ customer.code | " + filter + " }}</mj-text>", snapshot))
                .isInstanceOf(Rendering.Failed.class);
    }

    @Test
    void anAmountOfManyZeroesIsAbsent() {
        ObjectNode snapshot = Messages.json("{\"cart\": {\"value\": \"1e2000000000\", \"total\": \"12.50\"}}");
        assertThat(TemplateFields.fromSnapshot(snapshot).get("cart")).hasToString("{total=12.50}");
    }

    @Test
    void anErrorWhileRenderingFailsOnlyItsMessage() {
        CompiledTemplate template = compiled("Hi", "<mj-text>[{{ customer.first_name }}]</mj-text>");
        TemplateRenderer renderer = new TemplateRenderer();
        for (Error error : List.of(new OutOfMemoryError("test"), new StackOverflowError())) {
            Map<String, Object> exhausting = new AbstractMap<>() {
                @Override
                public Set<Entry<String, Object>> entrySet() {
                    throw error;
                }
            };
            assertThat(renderer.render(template, Map.of("customer", exhausting), AS_WRITTEN))
                    .isEqualTo(new Rendering.Failed("the template can't be rendered: "
                            + error.getClass().getSimpleName()));
            assertThat(html(renderer.render(template, fields("Ana"), AS_WRITTEN)))
                    .contains("[Ana]");
        }
    }

    @Test
    void missingValuesAreEmptyOrTheirDefault() {
        Rendering.Rendered mail = rendered(
                "Hi {{ customer.first_name | default: 'there' }}",
                "<mj-text>[{{ customer.nickname }}][{{ cart.items[3].name }}][{{ orders.newest.first.at | date: '%Y' }}]"
                        + "{% for item in cart.items %}never{% endfor %}{% if cart.count > 0 %}never{% endif %}</mj-text>",
                Json.object());
        assertThat(mail.subject()).isEqualTo("Hi there");
        assertThat(mail.html()).contains("[][][]").doesNotContain("never");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{ cart.value | money: cart.currency }}                    ~ €158.40",
                "{{ cart.value }}                                           ~ 158.40",
                "{{ cart.items[0].price | times: 2 | money: 'USD' }}        ~ $99.00",
                "{{ cart.value | money: cart.currency, 'de' }}              ~ 158,40",
                "{{ cart.value | money: 'nonsense' }}                       ~ 158.40 nonsense",
                "{% if cart.value > 100 %}big{% endif %}                    ~ big",
                "{{ trigger.at | date: '%-d %B %Y' }}                       ~ 2 March 2026",
                "{{ customer.firstName }} {{ customer.first_name }}         ~ Ana Ana",
                "{{ cart.items | size }}                                    ~ 2",
                "{{ cart.items[0].name | upcase | truncate: 9 }}            ~ WALNUT..."
            })
    void valuesReadAsMarketersExpect(String liquid, String expected) {
        assertThat(rendered("Hi", "<mj-text>" + liquid + "</mj-text>", Messages.snapshot())
                        .html())
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "de ~ {{ cart.value | money: cart.currency }}              ~ 158,40\u00a0€",
                "de ~ {{ trigger.at | date: '%-d. %B %Y' }}                ~ 2. März 2026",
                "en ~ {{ trigger.at | date: '%H:%M', 'Asia/Tokyo' }}       ~ 18:59",
                "en ~ {{ '2026-03-02' | date: '%A' }}                      ~ Monday",
                "en ~ {{ 'soon' | date: '%A' }}                            ~ soon",
                "en ~ {{ cart.count | plural: 'piece', 'pieces' }}         ~ pieces",
                "en ~ {{ 1 | plural: 'piece', 'pieces' }}                  ~ piece",
                "uk ~ {{ cart.count | plural: 'річ', 'речі', 'речей' }}    ~ речі",
                "uk ~ {{ 11 | plural: 'річ', 'речі', 'речей' }}            ~ речей",
                "uk ~ {{ 21 | plural: 'річ', 'речі', 'речей' }}            ~ річ",
                "ja ~ {{ 7 | plural: '個' }}                                ~ 個",
                "en ~ {{ '/sale' | url }}                                  ~ https://www.shop.test/sale",
                "en ~ {{ 'Hello world' | truncate: 8 }}                    ~ Hello..."
            })
    void valuesReadAsPeopleOfTheMailsLanguageWriteThem(String locale, String liquid, String expected) {
        Map<String, Object> fields = new HashMap<>(TemplateFields.fromSnapshot(Messages.snapshot()));
        fields.put("message", Map.of("locale", locale));
        fields.put("shop", Map.of("url", "https://www.shop.test"));
        assertThat(html(new TemplateRenderer()
                        .render(compiled("Hi", "<mj-text>[" + liquid + "]</mj-text>"), fields, AS_WRITTEN)))
                .contains("[" + expected + "]");
    }

    @Test
    void daysAreThoseOfTheCustomersClock() {
        Map<String, Object> fields = Map.of(
                "customer", Map.of("timezone", "Pacific/Auckland"), "trigger", Map.of("at", "2026-03-02T21:00:00Z"));
        assertThat(html(new TemplateRenderer()
                        .render(
                                compiled("Hi", "<mj-text>[{{ trigger.at | date: '%-d %B' }}]</mj-text>"),
                                fields,
                                AS_WRITTEN)))
                .contains("[3 March]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red;background:url(https://evil.test/p)",
                "url(//evil.test)",
                "red}body{display:none",
                "expression(alert(1))",
                "\\75rl(x)"
            })
    void nothingTypedByACustomerBecomesAStyle(String typed) {
        String html = rendered(
                        "Hi",
                        "<mj-text><b style=\"color:{{ customer.color }}\">x</b></mj-text>",
                        Json.object().set("customer", Json.object().put("color", typed)))
                .html();
        assertThat(html).contains("style=\"color:\"").doesNotContain("evil", "expression", "display:none\"");
        assertThat(rendered(
                                "Hi",
                                "<mj-text><b style=\"color:{{ customer.color }}\">x</b></mj-text>",
                                Json.object().set("customer", Json.object().put("color", "#0f766e")))
                        .html())
                .contains("style=\"color:#0f766e\"");
    }

    @Test
    void whatIsMissingHoldsTheMessageBackIfTheTemplateSaysSo() {
        CompiledTemplate strict = compiledStrictly(
                "Hi {{ customer.first_name | default: 'there' }}",
                "<mj-text>{{ cart.items[0].name }}{% if customer.nickname %}{{ customer.nickname }}{% endif %}</mj-text>");
        TemplateRenderer renderer = new TemplateRenderer();
        Map<String, Object> whole = new HashMap<>(TemplateFields.fromSnapshot(Messages.snapshot()));
        assertThat(renderer.render(strict, whole, AS_WRITTEN))
                .isEqualTo(new Rendering.Failed("shop.address is missing"));
        whole.put("shop", Map.of("address", "12 Mill Lane"));
        Map<String, Object> withoutCart = new HashMap<>(whole);
        withoutCart.remove("cart");
        withoutCart.put("unsubscribe_url", "https://mail.shop.test/u/x");
        assertThat(renderer.render(strict, withoutCart, AS_WRITTEN))
                .isEqualTo(new Rendering.Failed("cart.items[0].name is missing"));
        whole.put("unsubscribe_url", "https://mail.shop.test/u/x");
        assertThat(html(renderer.render(strict, whole, AS_WRITTEN))).contains("Walnut cutting board");
    }

    private static CompiledTemplate compiledStrictly(String subject, String part) {
        TemplateSource lenient = TemplateCompilerTest.source(subject, TemplateCompilerTest.layout(part));
        TemplateSource strict = new TemplateSource(
                "t",
                "t",
                lenient.messageClass(),
                subject,
                null,
                lenient.mjml(),
                null,
                MissingValues.HOLD,
                Variants.NONE);
        return ((Compilation.Compiled) new TemplateCompiler().compile(strict, Parts.NONE)).template();
    }

    @Test
    void oneMessageLeavesNothingForTheNext() {
        CompiledTemplate template = compiled(
                "Hi",
                "<mj-text>{% if customer.first_name %}{% assign name = customer.first_name %}{% endif %}[{{ name }}]</mj-text>");
        TemplateRenderer renderer = new TemplateRenderer();
        assertThat(html(renderer.render(template, fields("Ana"), AS_WRITTEN))).contains("[Ana]");
        assertThat(html(renderer.render(template, Map.of("customer", Map.of()), AS_WRITTEN)))
                .contains("[]");
    }

    @Test
    void eightWorkersNeverMixTheirCustomers() throws InterruptedException, ExecutionException {
        CompiledTemplate template = compiled(
                "{{ customer.first_name }}",
                "<mj-text>{% assign name = customer.first_name %}{% for i in (1..20) %}<i>{{ name }}</i>{% endfor %}"
                        + "{% capture x %}{{ customer.first_name }}{% endcapture %}{{ x }}</mj-text>");
        var workers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> jobs = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int worker = i;
                jobs.add(() -> mixed(template, worker));
            }
            for (Future<Integer> mixed : workers.invokeAll(jobs)) {
                assertThat(mixed.get()).isZero();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aRendererRefusesASecondThread() throws InterruptedException, ExecutionException {
        TemplateRenderer renderer = new TemplateRenderer();
        CompiledTemplate template = compiled("Hi", "<mj-text>x</mj-text>");
        var other = Executors.newSingleThreadExecutor();
        try {
            Future<Rendering> elsewhere = other.submit(() -> renderer.render(template, Map.of(), AS_WRITTEN));
            assertThatThrownBy(elsewhere::get).hasCauseInstanceOf(IllegalStateException.class);
        } finally {
            other.shutdownNow();
        }
    }

    /** How many mails of this worker show the name of somebody else. */
    private static int mixed(CompiledTemplate template, int worker) {
        TemplateRenderer renderer = new TemplateRenderer();
        int wrong = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            String name = "w" + worker + "c" + i + "e";
            Rendering.Rendered mail = (Rendering.Rendered) renderer.render(template, fields(name), AS_WRITTEN);
            String others = mail.html().replace(name, "");
            boolean right = mail.subject().equals(name) && !others.matches("(?s).*w\\d+c\\d+e.*");
            wrong += right ? 0 : 1;
        }
        return wrong;
    }

    private static Map<String, Object> fields(String name) {
        return Map.of("customer", Map.of("first_name", name));
    }

    private static Rendering.Rendered rendered(String subject, String part, ObjectNode snapshot) {
        Rendering rendering = render(subject, part, snapshot);
        assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
        return (Rendering.Rendered) rendering;
    }

    private static Rendering render(String subject, String part, ObjectNode snapshot) {
        return new TemplateRenderer()
                .render(compiled(subject, part), TemplateFields.fromSnapshot(snapshot), AS_WRITTEN);
    }

    private static CompiledTemplate compiled(String subject, String part) {
        Compilation compilation = new TemplateCompiler()
                .compile(TemplateCompilerTest.source(subject, TemplateCompilerTest.layout(part)), Parts.NONE);
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).template();
    }

    private static String html(Rendering rendering) {
        return ((Rendering.Rendered) rendering).html();
    }
}
