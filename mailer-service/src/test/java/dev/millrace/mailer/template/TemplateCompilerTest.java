package dev.millrace.mailer.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.MessageCommand.MessageClass;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateCompilerTest {

    private static final String FOOT =
            "<mj-text>{{ shop.address }} <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></mj-text>";

    /** The layout's part from its fourth line on, the place of the problem, and a word of its message. */
    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("<mj-text>Hi {{ customer.first_name </mj-text>", 4, 0, "not Liquid"),
                Arguments.of("<mj-text>\n  {% if cart.count %}x</mj-text>", 5, 3, "never ended"),
                Arguments.of("<mj-text>{{ customer.name | upcaze }}</mj-text>", 4, 29, "no filter"),
                Arguments.of("<mj-text>{{ custmer.name }}</mj-text>", 4, 13, "no field"),
                Arguments.of("<mj-text>{% include 'x' %}</mj-text>", 4, 13, "not available"),
                Arguments.of("<mj-text>{% cycle customer.name, 'x' %}</mj-text>", 4, 13, "not available"),
                Arguments.of("<mj-txt>Hi</mj-txt>", 4, 1, "can't stand"),
                Arguments.of("<mj-section></mj-section>", 4, 1, "can't stand"),
                Arguments.of("<mj-text>Hi</mj-text></mj-group>", 4, 22, "closes nothing"),
                Arguments.of("lost words", 4, 1, "is lost"),
                Arguments.of("<mj-text><script>x</script></mj-text>", 4, 10, "not allowed"),
                Arguments.of("<mj-text><a onclick=\"x()\">y</a></mj-text>", 4, 12, "not allowed"),
                Arguments.of("<mj-include path=\"/etc/passwd\" />", 4, 1, "can't stand"),
                Arguments.of("<mj-text><b {% if cart %}class=\"x\"{% endif %}>y</b></mj-text>", 4, 13, "attribute"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedWithTheAuthorsLineAndColumn(String part, int line, int column, String word) {
        List<Problem> problems = refused(source("Hi", layout(part)));
        assertThat(problems).first().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("mjml");
            assertThat(problem.message()).contains(word);
            assertThat(problem.line()).isEqualTo(line);
            if (column > 0) {
                assertThat(problem.column()).isEqualTo(column);
            }
        });
    }

    @Test
    void aMistypedNameGetsASuggestion() {
        assertThat(refused(source("Hi", layout("<mj-text>{{ custmer.name }}</mj-text>")))
                        .get(0)
                        .suggestion())
                .isEqualTo("customer");
        assertThat(refused(source("Hi", layout("<mj-text>{{ cart.value | mony }}</mj-text>")))
                        .get(0)
                        .suggestion())
                .isEqualTo("money");
        assertThat(refused(source("Hi", layout("<mj-buton href=\"x\">y</mj-buton>")))
                        .get(0)
                        .suggestion())
                .isEqualTo("mj-button");
    }

    @Test
    void whatTheTemplateAssignsItMayRead() {
        assertThat(new TemplateCompiler()
                        .compile(
                                source(
                                        "{% assign name = customer.first_name %}{{ name }}",
                                        layout(
                                                "<mj-text>{% for item in cart.items %}{{ forloop.index }} {{ item.name }}"
                                                        + "{% capture x %}<b>{{ item.price }}</b>{% endcapture %}{{ x }}{% endfor %}</mj-text>")),
                                Parts.NONE))
                .isInstanceOf(Compilation.Compiled.class);
    }

    @Test
    void marketingMailNeedsAWayOutAndAnAddress() {
        String bare =
                "<mjml><mj-body><mj-section><mj-column><mj-text>Hi</mj-text></mj-column></mj-section></mj-body></mjml>";
        assertThat(refused(source("Hi", bare)))
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("{{ unsubscribe_url }}"))
                .anyMatch(message -> message.contains("{{ shop.address }}"));
        assertThat(new TemplateCompiler()
                        .compile(
                                new TemplateSource(
                                        "t",
                                        "t",
                                        MessageClass.TRANSACTIONAL,
                                        "Hi",
                                        null,
                                        bare,
                                        null,
                                        MissingValues.DEFAULT,
                                        Variants.NONE),
                                Parts.NONE))
                .isInstanceOf(Compilation.Compiled.class);
    }

    @Test
    void subjectAndPreheaderAreCheckedToo() {
        TemplateSource source = new TemplateSource(
                "t",
                "t",
                MessageClass.MARKETING,
                "{{ cutomer.x }}",
                "{{ cart. }}",
                layout("<mj-text>x</mj-text>"),
                "{% if %}",
                MissingValues.DEFAULT,
                Variants.NONE);
        assertThat(refused(source)).extracting(Problem::path).contains("subject", "preheader", "text");
        assertThat(refused(source("two\nlines", layout("<mj-text>x</mj-text>"))))
                .extracting(Problem::path)
                .containsExactly("subject");
        assertThat(refused(new TemplateSource(
                        "No Id",
                        "t",
                        MessageClass.MARKETING,
                        "Hi",
                        null,
                        layout("<mj-text>x</mj-text>"),
                        null,
                        MissingValues.DEFAULT,
                        Variants.NONE)))
                .extracting(Problem::path)
                .containsExactly("id");
    }

    @Test
    void hostsThatTheAuthorWroteAreRemembered() {
        Compilation compilation = new TemplateCompiler()
                .compile(
                        source(
                                "Hi",
                                layout("<mj-text><a href=\"https://Author.test/a?x={{ customer.id }}\">a</a>"
                                        + "<a href=\"https://evil.test{{ customer.id }}/\">b</a><a href=\"{{ customer.url }}\">c</a>"
                                        + "<a href=\"https://whole.test\">d</a><img src=\"{{ customer.picture }}\"></mj-text>"
                                        + "<mj-image src=\"https://pictures.test/top.png\" alt=\"top\"></mj-image>")),
                        Parts.NONE);
        assertThat(((Compilation.Compiled) compilation).template().authorHosts())
                .containsExactlyInAnyOrder("author.test", "whole.test", "pictures.test");
    }

    static Stream<String> places() {
        return Stream.of(
                "<mj-text><td background=\"{{ customer.picture }}\">x</td></mj-text>",
                "<mj-text><b {{ customer.name }}>x</b></mj-text>",
                "<mj-text><video poster=\"{{ customer.picture }}\"></video></mj-text>",
                "<mj-raw><area href=\"{{ customer.url }}\" alt=\"\"></mj-raw>");
    }

    @ParameterizedTest
    @MethodSource("places")
    void aValueStandsOnlyWhereSomethingMakesItSafe(String part) {
        assertThat(refused(source("Hi", layout(part)))).first().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.message()).containsAnyOf("nothing makes a value safe", "attribute");
        });
    }

    @Test
    void whatGmailWouldClipIsRefused() {
        String much = "<mj-text>" + "much ".repeat(21_000) + "</mj-text>";
        assertThat(refused(source("Hi", layout(much)))).first().satisfies(problem -> assertThat(problem.message())
                .contains("Gmail clips a mail behind 104448"));
    }

    @Test
    void partsStandInTheirPlaceInTheTemplatesLanguage() {
        Parts parts = new Parts(Map.of(
                "foot", "<mj-text>\n{% render \"way-out\" %} {{ shop.address }}</mj-text>",
                "way-out", "<a href=\"{{ unsubscribe_url }}\">Unsubscribe</a>",
                "way-out.de", "<a href=\"{{ unsubscribe_url }}\">Abmelden</a>"));
        assertThat(html(
                        "<mjml lang=\"de-AT\"><mj-body><mj-section><mj-column>{% render \"foot\" %}</mj-column>"
                                + "</mj-section></mj-body></mjml>",
                        parts))
                .contains("Abmelden", "lang=\"de-AT\"");
        assertThat(html(
                        "<mjml><mj-body><mj-section><mj-column>{% render 'foot' %}</mj-column></mj-section></mj-body></mjml>",
                        parts))
                .contains("Unsubscribe");
    }

    @Test
    void aPartThatIsNotThereOrHasItselfInItIsRefused() {
        Parts parts = new Parts(Map.of("foot", "{% render 'foot' %}"));
        assertThat(((Compilation.Refused)
                                new TemplateCompiler().compile(source("Hi", layout("\n{% render 'fot' %}")), parts))
                        .problems())
                .first()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(5);
                    assertThat(problem.message()).contains("no part of this name");
                    assertThat(problem.suggestion()).isEqualTo("foot");
                });
        assertThat(((Compilation.Refused)
                                new TemplateCompiler().compile(source("Hi", layout("{% render 'foot' %}")), parts))
                        .problems())
                .first()
                .satisfies(problem -> assertThat(problem.message()).contains("has itself in it"));
    }

    @Test
    void eachVariantIsTheTemplateUnderItsOwnLines() {
        TemplateSource source = variants(Map.of(
                "question", new Variant("Still thinking, {{ customer.first_name }}?", null, 1),
                "promise", new Variant(null, "It is kept for you & yours.", 1)));
        Compilation.Compiled compiled = (Compilation.Compiled) new TemplateCompiler().compile(source, Parts.NONE);

        assertThat(compiled.template().subject()).isEqualTo("Hi");
        assertThat(compiled.template().html()).contains("What all get.");
        CompiledTemplate question = compiled.variants().get("question");
        assertThat(question.subject()).startsWith("Still thinking, {{ customer.first_name  | ");
        assertThat(question.html()).isEqualTo(compiled.template().html());
        CompiledTemplate promise = compiled.variants().get("promise");
        assertThat(promise.subject()).isEqualTo("Hi");
        assertThat(promise.html()).contains("kept for you &amp; yours.").doesNotContain("What all get.");
    }

    static Stream<Arguments> wrongVariants() {
        return Stream.of(
                Arguments.of(new Variant("{{ cutomer.x }}", null, 1), "variants.b.subject", "no field of this name"),
                Arguments.of(new Variant("Hi\nBcc: a@b.test", null, 1), "variants.b.subject", "is one line of text"),
                Arguments.of(new Variant("{% if %}", null, 1), "variants.b.subject", "is never ended"),
                Arguments.of(new Variant(null, "{{ shop.adress }}", 1), "variants.b.preheader", "has no such field"),
                Arguments.of(new Variant(null, null, 1), "variants.b", "give a subject, a preheader, or both"),
                Arguments.of(new Variant("Hi", null, 0), "variants.b.weight", "from 1 to 1000"),
                Arguments.of(new Variant("Hi", null, 1001), "variants.b.weight", "from 1 to 1000"),
                Arguments.of(
                        new Variant(null, "x".repeat(103 * 1024), 1), "variants.b.mjml", "Gmail clips a mail behind"));
    }

    @ParameterizedTest
    @MethodSource("wrongVariants")
    void whatIsWrongWithAVariantIsSaidAtItsPlace(Variant wrong, String path, String message) {
        assertThat(refused(variants(Map.of("a", new Variant("Fine", null, 1), "b", wrong))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo(path);
                    assertThat(problem.message()).contains(message);
                });
    }

    @Test
    void thereAreSeveralVariantsOrNone() {
        Variant fine = new Variant("Fine", null, 1);
        assertThat(refused(variants(Map.of("only", fine))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("name two or more"));
        assertThat(refused(variants(Map.of("a", fine, "B!", fine))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("found B!"));
        assertThat(refused(variants(IntStream.range(0, 11).boxed().collect(Collectors.toMap(i -> "v" + i, i -> fine)))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("has 11"));
    }

    @Test
    void whatIsWrongWithTheTemplateIsSaidOnce() {
        TemplateSource source = variants(Map.of("a", new Variant("A", null, 1), "b", new Variant("B", null, 1)))
                .withLayout(layout("<mj-text>{{ custmer.name }}</mj-text>"));
        assertThat(refused(source)).extracting(Problem::path).containsExactly("mjml");
    }

    private static TemplateSource variants(Map<String, Variant> variants) {
        return new TemplateSource(
                "t",
                "t",
                MessageClass.MARKETING,
                "Hi",
                "What all get.",
                layout("<mj-text>x</mj-text>"),
                null,
                MissingValues.DEFAULT,
                new Variants(variants));
    }

    private static String html(String mjml, Parts parts) {
        Compilation compilation = new TemplateCompiler().compile(source("Hi", mjml), parts);
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).template().html();
    }

    static TemplateSource source(String subject, String mjml) {
        return new TemplateSource(
                "t", "t", MessageClass.MARKETING, subject, null, mjml, null, MissingValues.DEFAULT, Variants.NONE);
    }

    static String layout(String part) {
        return "<mjml>\n<mj-body><mj-section><mj-column>\n" + FOOT + "\n" + part
                + "\n</mj-column></mj-section></mj-body>\n</mjml>\n";
    }

    private static List<Problem> refused(TemplateSource source) {
        Compilation compilation = new TemplateCompiler().compile(source, Parts.NONE);
        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        return ((Compilation.Refused) compilation).problems();
    }
}
