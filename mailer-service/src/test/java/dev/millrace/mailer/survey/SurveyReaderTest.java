package dev.millrace.mailer.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.mailer.Messages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyReaderTest {

    private static final String SURVEY =
            """
            {"title": "What do you like?", "intro": "Four questions.", "questions": [
              {"trait": "birthday", "label": "Your birthday", "kind": "date"},
              {"trait": "nickname", "label": "How shall we call you?", "kind": "text"},
              {"trait": "reward", "label": "What would please you?", "kind": "one",
               "options": {"points": "Points", "gift": "A gift"}},
              {"trait": "interests", "label": "What about?", "kind": "several",
               "options": {"shoes": "Shoes", "bags": "Bags", "sale": "Sales"}}]}
            """;

    private final Survey survey =
            SurveyReader.read("likes", Messages.json(SURVEY)).survey().orElseThrow();

    @Test
    void answersBecomeTraits() {
        Survey.Answers answers = survey.read(Map.of(
                "birthday", List.of("1990-05-17"),
                "nickname", List.of("  Annie "),
                "reward", List.of("gift"),
                "interests", List.of("bags", "shoes", "bags"),
                "admin", List.of("yes")));
        assertThat(answers.problems()).isEmpty();
        assertThat(answers.traits())
                .hasToString("{\"birthday\":\"1990-05-17\",\"nickname\":\"Annie\",\"reward\":\"gift\","
                        + "\"interests\":[\"bags\",\"shoes\"]}");
    }

    @Test
    void whatIsNotAnsweredIsNoAnswer() {
        Survey.Answers answers = survey.read(Map.of("nickname", List.of(" "), "birthday", List.of("")));
        assertThat(answers.problems()).isEmpty();
        assertThat(answers.traits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "birthday, 17.5.1990, NO_DAY",
        "birthday, 1990-13-01, NO_DAY",
        "reward, everything, NOT_OFFERED",
        "interests, <b>, NOT_OFFERED",
    })
    void whatCantBeAnAnswerIsSaidAtItsQuestion(String trait, String given, Question.Fault fault) {
        assertThat(survey.read(Map.of(trait, List.of(given))).problems()).isEqualTo(Map.of(trait, fault));
    }

    @Test
    void aTextHasABound() {
        assertThat(survey.read(Map.of("nickname", List.of("x".repeat(201)))).problems())
                .containsKey("nickname");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | title: expected a text",
                "{} | questions: expected 1 to 20",
                "{\"questions\": [{\"trait\": \"x\", \"kind\": \"number\"}]} | questions[0].kind: found \"number\"; expected text, date, one or several",
                "{\"questions\": [{\"trait\": \"email\"}]} | questions[0].trait: found \"email\"",
                "{\"questions\": [{\"trait\": \"consent\"}]} | questions[0].trait: found \"consent\"",
                "{\"questions\": [{\"trait\": \"millrace\"}]} | questions[0].trait: found \"millrace\"",
                "{\"questions\": [{\"trait\": \"x\", \"kind\": \"one\"}]} | questions[0].options: expected 1 to 50",
                "{\"questions\": [{\"trait\": \"x\"}, {\"trait\": \"x\"}]} | questions[1].trait: x is asked for twice",
            })
    void whatIsWrongIsSaidWithItsPlace(String json, String problem) {
        SurveyReader.Result result = SurveyReader.read("likes", Messages.json(json));
        assertThat(result.survey()).isEmpty();
        assertThat(result.problems()).anyMatch(said -> said.startsWith(problem));
    }

    @Test
    void anIdIsAName() {
        assertThat(SurveyReader.read("no name", Messages.json(SURVEY)).problems())
                .singleElement()
                .asString()
                .startsWith("id:");
    }
}
