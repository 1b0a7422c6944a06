package dev.millrace.mailer.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.MessageCommand.MessageClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A message under a subject and preheader of its own. */
class OwnLinesTest {

    private static final Map<String, Object> FIELDS = Map.of("customer", Map.of("first_name", "<b>Ana</b>"));
    private static final String MJML = "<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column>"
            + "</mj-section></mj-body></mjml>";

    private final OwnLines lines = new OwnLines();

    @Test
    void shouldTakeTheSubjectInPlaceOfTheTemplates() {
        Rendering.Rendered mail = rendered(template("Usual"), "Once more, {{ customer.first_name }}", null);

        assertThat(mail.subject()).isEqualTo("Once more, <b>Ana</b>");
        assertThat(mail.html()).contains("Usual").contains("Hello");
    }

    @Test
    void shouldTakeThePreheaderInPlaceOfTheTemplatesAndEscapeIt() {
        String html = rendered(template("Usual"), null, "5 < 6, {{ customer.first_name }}")
                .html();

        assertThat(html).doesNotContain("Usual");
        assertThat(html).contains("5 &lt; 6, &lt;b&gt;Ana&lt;/b&gt;</div>");
        assertThat(html.indexOf("5 &lt; 6"))
                .isGreaterThan(html.indexOf("<body"))
                .isLessThan(html.indexOf("Hello"));
    }

    @Test
    void shouldAddAPreheaderToATemplateWithout() {
        String html = rendered(template(null), null, "Only today").html();

        assertThat(html).contains("Only today</div>");
        assertThat(html.indexOf("Only today")).isLessThan(html.indexOf("Hello"));
    }

    @Test
    void shouldLeaveTheTemplateAsItIsWithoutLinesOfItsOwn() {
        CompiledTemplate template = template("Usual");

        assertThat(((Compilation.Compiled) lines.in(template, null, null)).template())
                .isSameAs(template);
    }

    @Test
    void shouldSayWhatIsWrongAndUseNone() {
        assertThat(lines.check("{{ custmer.name }}", "{% if %}"))
                .extracting(Problem::path)
                .contains("subject", "preheader");
        assertThat(lines.check(" ", null)).isNotEmpty();
        assertThat(lines.check("a\nb", null)).isNotEmpty();
        assertThat(lines.check("lqd7x", null)).isNotEmpty();
        assertThat(lines.check("x".repeat(501), null)).isNotEmpty();
        assertThat(lines.check("Fine, {{ customer.first_name | default: \"friend\" }}", "Fine"))
                .isEmpty();
        assertThat(lines.in(template("Usual"), "{{ custmer.name }}", null)).isInstanceOf(Compilation.Refused.class);
    }

    private Rendering.Rendered rendered(
            CompiledTemplate template, @Nullable String subject, @Nullable String preheader) {
        CompiledTemplate own = ((Compilation.Compiled) lines.in(template, subject, preheader)).template();
        return (Rendering.Rendered) new TemplateRenderer().render(own, FIELDS, TemplateRendererTest.AS_WRITTEN);
    }

    private static CompiledTemplate template(@Nullable String preheader) {
        TemplateSource source = new TemplateSource(
                "news",
                "News",
                MessageClass.TRANSACTIONAL,
                "Usual subject",
                preheader,
                MJML,
                null,
                MissingValues.DEFAULT,
                Variants.NONE);
        return ((Compilation.Compiled) new TemplateCompiler().compile(source, Parts.NONE)).template();
    }
}
