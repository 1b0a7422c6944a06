package dev.millrace.trigger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.campaign.DocumentText;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import dev.millrace.trigger.policy.settings.PoliciesReader;
import dev.millrace.trigger.policy.settings.PoliciesReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Decides every example of docs/policies.md and compares the answers. */
class PolicyGuideTest {

    private static final Path GUIDE = Path.of("../docs/policies.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml example\n(.*?)```", Pattern.DOTALL);
    private static final int CASES = 25;
    private static final Pattern REFUSAL = Pattern.compile("\\| `([a-zA-Z]+: .*)` \\| `([^`]+)` \\| (.*) \\|");
    private static final int REFUSALS = 3;

    @TestFactory
    Stream<DynamicTest> should_decide_as_the_guide_says() {
        return cases().stream()
                .map(it -> DynamicTest.dynamicTest(it.toString(), () -> assertThat(answer(it))
                        .isEqualTo(it.get("case").path("answer").asText())));
    }

    @Test
    void should_find_the_examples() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(CASES);
    }

    @Test
    void should_refuse_as_the_guide_says() {
        Matcher row = REFUSAL.matcher(guide());
        int rows = 0;
        while (row.find()) {
            String answer = row.group(3);
            if (answer.startsWith("there is no segment")) {
                continue;
            }
            rows++;
            PoliciesReading reading = PoliciesReader.read(row.group(1));
            assertThat(reading).isInstanceOfSatisfying(PoliciesReading.Refused.class, refused -> {
                assertThat(refused.problems().get(0).path()).isEqualTo(row.group(2));
                assertThat(refused.problems().get(0).message()).startsWith(answer);
            });
        }
        assertThat(rows).isEqualTo(REFUSALS);
    }

    private static String answer(JsonNode it) {
        PolicyCase send = PolicyCase.send().under(it.get("policies").toString());
        JsonNode said = it.get("case");
        Instant now = instant(said, "now", PolicyCase.T0);
        place(send, said);
        send.dueAndAt(now).whoSaid(consent(said, now));
        send.of(PolicyCase.campaign(
                "class: %s\nvalidFor: 40d\n".formatted(said.path("class").asText("marketing"))));
        if (said.has("ordered")) {
            send.ordered(instant(said, "ordered", now));
        }
        if (said.has("quoteRequested")) {
            send.last("quote_requested", instant(said, "quoteRequested", now));
        }
        List<Instant> sent = new ArrayList<>();
        said.path("sent").forEach(at -> sent.add(Instant.parse(at.asText())));
        List<String> segments = new ArrayList<>();
        said.path("segments").forEach(segment -> segments.add(segment.asText()));
        send.sent(sent).segments(segments.toArray(String[]::new));
        Ruling ruling = send.rule();
        return ruling instanceof Ruling.Defer defer
                ? defer.reason().text() + " until " + defer.until()
                : send.verdict();
    }

    private static void place(PolicyCase send, JsonNode said) {
        if (said.has("state")) {
            send.in(said.path("country").asText(), said.path("state").asText());
        } else if (said.has("country")) {
            send.in(said.path("country").asText());
        }
        if (said.has("timezone")) {
            send.trait("timezone", said.path("timezone").asText());
        }
    }

    private static @Nullable ConsentStatement consent(JsonNode said, Instant now) {
        JsonNode consent = said.path("consent");
        if (consent.isMissingNode()) {
            return null;
        }
        return PolicyCase.said(
                consent.path("status").asText(consent.asText()),
                instant(consent, "at", now.minusSeconds(60)),
                consent.path("basis").textValue());
    }

    private static Instant instant(JsonNode node, String name, Instant absent) {
        return node.has(name) ? Instant.parse(node.path(name).asText()) : absent;
    }

    /** Each with the policies it stands under. */
    private static List<JsonNode> cases() {
        Matcher matcher = EXAMPLE.matcher(guide());
        List<JsonNode> cases = new ArrayList<>();
        while (matcher.find()) {
            JsonNode example = ((DocumentText.Parsed) DocumentText.parse(matcher.group(1))).document();
            for (JsonNode one : example.path("cases")) {
                ObjectNode found = Json.object();
                found.set("policies", example.path("policies"));
                found.set("case", one);
                cases.add(found);
            }
        }
        return cases;
    }

    private static String guide() {
        try {
            return Files.readString(GUIDE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
