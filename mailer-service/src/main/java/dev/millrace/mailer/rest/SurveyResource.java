package dev.millrace.mailer.rest;

import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.mongo.Surveys;
import dev.millrace.mailer.preference.Wording;
import dev.millrace.mailer.survey.Question;
import dev.millrace.mailer.survey.Survey;
import dev.millrace.mailer.template.Locales;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

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
    public Response ask(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        return answer(token, languages, (entry, asked) -> page(asked, Map.of(), Map.of(), false));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Takes the answers, all of them or none")
    public Response answer(
            @PathParam("token") String token,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            MultivaluedMap<String, String> form) {
        return answer(token, languages, (entry, asked) -> {
            Survey.Answers answers = asked.survey().read(form);
            if (!answers.problems().isEmpty()) {
                return page(asked, form, answers.problems(), false);
            }
            if (!answers.traits().isEmpty()) {
                choices.answered(entry, asked.survey().id(), answers.traits());
            }
            return page(asked, form, Map.of(), true);
        });
    }

    /** A survey, in a page of the reader's language. */
    private record Asked(Survey survey, Wording wording) {}

    private Response answer(String token, @Nullable String languages, BiFunction<LedgerEntry, Asked, Response> answer) {
        return messages.answer(Page.SURVEY, token, languages, (entry, wording) -> survey(entry)
                .map(survey -> answer.apply(entry, new Asked(survey, wording)))
                .orElseGet(() -> pages.invalid(wording)));
    }

    private Optional<Survey> survey(LedgerEntry entry) {
        String locale =
                Optional.ofNullable(entry.request().recipient().locale()).orElse("");
        return Locales.namesOf(entry.request().template(), locale).stream()
                .map(surveys::find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Response page(
            Asked asked, Map<String, List<String>> form, Map<String, Question.Fault> problems, boolean done) {
        Survey survey = asked.survey();
        List<Map<String, Object>> questions = survey.questions().stream()
                .map(question -> question(
                        question,
                        form.getOrDefault(question.trait(), List.of()),
                        said(problems.get(question.trait()), asked.wording())))
                .toList();
        return pages.page(
                page.data("done", done)
                        .data(
                                "survey",
                                Map.of("title", survey.title(), "intro", survey.intro(), "thanks", survey.thanks()))
                        .data("questions", questions),
                asked.wording());
    }

    private String said(Question.@Nullable Fault fault, Wording wording) {
        return fault == null
                ? ""
                : wording.text("survey_" + fault.name().toLowerCase(java.util.Locale.ROOT), pages.shop());
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
