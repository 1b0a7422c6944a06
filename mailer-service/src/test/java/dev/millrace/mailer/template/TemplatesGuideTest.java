package dev.millrace.mailer.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.mailer.PackParts;
import dev.millrace.mailer.mail.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/templates.md says is so. */
class TemplatesGuideTest {

    private static final Path GUIDE = Path.of(System.getProperty("millrace.root"), "docs", "templates.md");
    private static final Pattern LAYOUT = Pattern.compile("```mjml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.*)` \\| (.*) \\|$");

    static Stream<Arguments> printed() throws IOException {
        return rows("## What a template may read");
    }

    static Stream<Arguments> refused() throws IOException {
        return rows("## What is refused");
    }

    @Test
    void theWholeLayoutsCompile() throws IOException {
        List<String> layouts = LAYOUT.matcher(Files.readString(GUIDE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(layouts).isNotEmpty().allSatisfy(layout -> assertThat(
                        new TemplateCompiler().compile(TemplateCompilerTest.source("Hi", layout), PackParts.read()))
                .isInstanceOf(Compilation.Compiled.class));
    }

    @ParameterizedTest
    @MethodSource("printed")
    void prints(String liquid, String expected) {
        CompiledTemplate template = ((Compilation.Compiled)
                        compile(TemplateCompilerTest.layout("<mj-text>[" + liquid + "]</mj-text>")))
                .template();
        Map<String, Object> fields = new HashMap<>(TemplateFields.fromSnapshot(Sample.snapshot()));
        fields.put("shop", Map.of("url", "https://www.shop.test"));
        Rendering rendering = new TemplateRenderer().render(template, fields, TemplateRendererTest.AS_WRITTEN);
        assertThat(((Rendering.Rendered) rendering).text().replace(" ]", "]")).contains("[" + expected + "]");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(String part, String reason) {
        Compilation compilation = compile(TemplateCompilerTest.layout(part));
        assertThat(((Compilation.Refused) compilation).problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains(reason));
    }

    private static Compilation compile(String layout) {
        return new TemplateCompiler().compile(TemplateCompilerTest.source("Hi", layout), Parts.NONE);
    }

    private static Stream<Arguments> rows(String heading) throws IOException {
        String guide = Files.readString(GUIDE);
        String section = guide.substring(guide.indexOf(heading));
        int end = section.indexOf("\n## ", 1);
        List<Arguments> rows = ROW.matcher(end < 0 ? section : section.substring(0, end))
                .results()
                .map(row -> Arguments.of(row.group(1).replace("\\|", "|"), row.group(2)))
                .toList();
        assertThat(rows).as(heading).isNotEmpty();
        return rows.stream();
    }
}
