package dev.millrace.mailer.rest;

import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.mongo.Surveys;
import dev.millrace.mailer.survey.Question;
import dev.millrace.mailer.survey.Survey;
import dev.millrace.mailer.template.Locales;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A survey that a mail leads to. Which one it is says the name of the mail's template, as for its language. */
@Path("/s/{token}")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "links in mails")
public final class SurveyResource {

    private final LinkedMessages messages;
    private final Surveys surveys;
    private final ReaderChoices choices;
    private final Pages pages;
    private final Template page;

    SurveyResource(
            LinkedMessages messages,
            Surveys surveys,
            ReaderChoices choices,
            Pages pages,
            @Location("survey") Template page) {
        this.messages = messages;
        this.surveys = surveys;
        this.choices = choices;
        this.pages = pages;
        this.page = page;
    }

    @GET
    @Operation(summary = "Asks; changes nothing")
    public Response ask(@PathParam("token") String token) {
        return answer(token, (entry, survey) -> page(survey, Map.of(), Map.of(), false));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Takes the answers, all of them or none")
    public Response answer(@PathParam("token") String token, MultivaluedMap<String, String> form) {
        return answer(token, (entry, survey) -> {
            Survey.Answers answers = survey.read(form);
            if (!answers.problems().isEmpty()) {
                return page(survey, form, answers.problems(), false);
            }
            if (!answers.traits().isEmpty()) {
                choices.answered(entry, survey.id(), answers.traits());
            }
            return page(survey, form, Map.of(), true);
        });
    }

    private Response answer(String token, BiFunction<LedgerEntry, Survey, Response> answer) {
        return messages.answer(Page.SURVEY, token, entry -> survey(entry)
                .map(survey -> answer.apply(entry, survey))
                .orElseGet(Pages::notFound));
    }

    private Optional<Survey> survey(LedgerEntry entry) {
        String locale =
                Optional.ofNullable(entry.request().recipient().locale()).orElse("");
        return Locales.namesOf(entry.request().template(), locale).stream()
                .map(surveys::find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Response page(Survey survey, Map<String, List<String>> form, Map<String, String> problems, boolean done) {
        List<Map<String, Object>> questions = survey.questions().stream()
                .map(question -> question(
                        question,
                        form.getOrDefault(question.trait(), List.of()),
                        problems.getOrDefault(question.trait(), "")))
                .toList();
        return pages.page(page.data("done", done)
                .data("survey", Map.of("title", survey.title(), "intro", survey.intro(), "thanks", survey.thanks()))
                .data("questions", questions));
    }

    private static Map<String, Object> question(Question question, List<String> given, String problem) {
        String input =
                switch (question.kind()) {
                    case TEXT -> "text";
                    case DATE -> "date";
                    case ONE -> "radio";
                    case SEVERAL -> "checkbox";
                };
        List<Map<String, Object>> options = question.options().entrySet().stream()
                .map(option -> Map.<String, Object>of(
                        "id", option.getKey(), "wording", option.getValue(), "chosen", given.contains(option.getKey())))
                .toList();
        return Map.of(
                "trait",
                question.trait(),
                "label",
                question.label(),
                "input",
                input,
                "options",
                options,
                "value",
                given.isEmpty() ? "" : given.get(0),
                "problem",
                problem);
    }
}
