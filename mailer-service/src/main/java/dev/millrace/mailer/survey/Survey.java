package dev.millrace.mailer.survey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page of questions. A mail whose template has the same id leads to it by {@code survey_url}. */
public record Survey(String id, String title, String intro, String thanks, List<Question> questions) {

    public Survey {
        questions = List.copyOf(questions);
    }

    /**
     * What a form says.
     *
     * @param traits the answers, by trait
     * @param problems what is wrong with an answer, by trait; none of the answers is taken then
     */
    public record Answers(ObjectNode traits, Map<String, Question.Fault> problems) {}

    public Answers read(Map<String, List<String>> form) {
        ObjectNode traits = Json.object();
        Map<String, Question.Fault> problems = new LinkedHashMap<>();
        for (Question question : questions) {
            Question.Answer answer = question.read(form.getOrDefault(question.trait(), List.of()));
            answer.value().ifPresent(value -> traits.set(question.trait(), value));
            answer.fault().ifPresent(fault -> problems.put(question.trait(), fault));
        }
        return new Answers(traits, problems);
    }
}
