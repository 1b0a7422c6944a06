package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.trigger.campaign.Problem;
import dev.millrace.trigger.campaign.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Asks the neighbours whether what a campaign names is there: segments, templates, and expressions that compile. */
@ApplicationScoped
public class CampaignCheck {

    private static final String SEGMENT_SERVICE = "segment-service";
    private static final String MAILER_SERVICE = "mailer-service";

    private final SegmentServiceApi segments;
    private final MailerServiceApi mailer;

    CampaignCheck(@RestClient SegmentServiceApi segments, @RestClient MailerServiceApi mailer) {
        this.segments = segments;
        this.mailer = mailer;
    }

    /** @param references what a document names, of which each service is asked about its own */
    public Checked check(MessageClass messageClass, List<Reference> references) {
        List<Problem> problems = new ArrayList<>();
        try {
            for (Reference reference : references) {
                check(messageClass, reference, problems);
            }
        } catch (NoAnswer e) {
            return new Checked.Unanswered(e.service);
        }
        return problems.isEmpty() ? new Checked.Fine() : new Checked.Refused(problems);
    }

    private void check(MessageClass messageClass, Reference reference, List<Problem> problems) {
        String path = reference.path();
        if (reference instanceof Reference.Segment segment) {
            checkSegment(segment.id(), path, problems);
        } else if (reference instanceof Reference.Template template) {
            checkTemplate(messageClass, template.id(), path, problems);
        } else if (reference instanceof Reference.Expression expression) {
            checkExpression(expression.text(), path, 0, problems);
        } else if (reference instanceof Reference.Event event) {
            checkEvent(event, problems);
        } else if (reference instanceof Reference.Lines lines) {
            checkLines(lines, problems);
        }
    }

    /** The condition on an event is checked where it would stand in an expression. */
    private void checkEvent(Reference.Event reference, List<Problem> problems) {
        String before = "count(event(\"" + reference.event().name() + "\")";
        if (reference.filterPath() == null) {
            checkExpression(before + ") > 0", reference.path(), 0, problems);
        } else {
            String filter = before + "{" + reference.event().filter() + "}) > 0";
            checkExpression(filter, reference.filterPath(), before.length() + 1, problems);
        }
    }

    private void checkSegment(String id, String path, List<Problem> problems) {
        try (Response answer = ask(SEGMENT_SERVICE, () -> segments.segment(id))) {
            if (isMissing(answer, SEGMENT_SERVICE)) {
                problems.add(Problem.at(
                        path,
                        "there is no segment \"" + id + "\"; expected the id of a segment that segment-service has"));
            }
        }
    }

    private void checkTemplate(MessageClass messageClass, String id, String path, List<Problem> problems) {
        try (Response answer = ask(MAILER_SERVICE, () -> mailer.template(id))) {
            if (isMissing(answer, MAILER_SERVICE)) {
                problems.add(Problem.at(
                        path,
                        "there is no template \"" + id + "\"; expected the id of a template that mailer-service has"));
                return;
            }
            String found = answer.readEntity(JsonNode.class).path("class").asText();
            if (messageClass == MessageClass.MARKETING && found.equals("transactional")) {
                problems.add(Problem.at(
                        path,
                        "the template \"" + id + "\" is transactional, so it need not have an unsubscribe link;"
                                + " a marketing campaign expects a marketing template"));
            }
        }
    }

    private void checkLines(Reference.Lines lines, List<Problem> problems) {
        ObjectNode asked = Json.object().put("subject", lines.subject());
        if (lines.preheader() != null) {
            asked.put("preheader", lines.preheader());
        }
        try (Response answer = ask(MAILER_SERVICE, () -> mailer.checkLines(asked))) {
            if (answer.getStatus() == Response.Status.BAD_REQUEST.getStatusCode()) {
                JsonNode error = answer.readEntity(JsonNode.class).path("error");
                String path = lines.path() + "." + error.path("path").asText("subject");
                problems.add(problem(path, 0, error));
            } else if (answer.getStatus() / 100 != 2) {
                throw new NoAnswer(MAILER_SERVICE);
            }
        }
    }

    /** @param before how much stands before what people wrote */
    private void checkExpression(String expression, String path, int before, List<Problem> problems) {
        ObjectNode question = Json.object().put("expression", expression);
        try (Response answer = ask(SEGMENT_SERVICE, () -> segments.checkExpression(question))) {
            if (answer.getStatus() == Response.Status.BAD_REQUEST.getStatusCode()) {
                problems.add(
                        problem(path, before, answer.readEntity(JsonNode.class).path("error")));
            } else if (answer.getStatus() != Response.Status.OK.getStatusCode()) {
                throw new NoAnswer(SEGMENT_SERVICE);
            }
        }
    }

    private static Problem problem(String path, int before, JsonNode error) {
        Integer line = number(error.path("line"));
        Integer column = number(error.path("column"));
        if (line != null && line == 1 && column != null && column > before) {
            column -= before;
        }
        return new Problem(
                path,
                error.path("message").asText("does not compile"),
                line,
                column,
                error.path("found").textValue(),
                error.path("expected").textValue(),
                error.path("suggestion").textValue());
    }

    private static @Nullable Integer number(JsonNode node) {
        return node.isInt() ? node.intValue() : null;
    }

    private static boolean isMissing(Response answer, String service) {
        if (answer.getStatus() == Response.Status.NOT_FOUND.getStatusCode()) {
            return true;
        }
        if (answer.getStatus() != Response.Status.OK.getStatusCode()) {
            throw new NoAnswer(service);
        }
        return false;
    }

    private static Response ask(String service, Supplier<Response> call) {
        try {
            return call.get();
        } catch (WebApplicationException e) {
            return e.getResponse();
        } catch (ProcessingException e) {
            throw new NoAnswer(service);
        }
    }

    /** Ends a check early; never leaves this class. */
    private static final class NoAnswer extends RuntimeException {

        private final String service;

        NoAnswer(String service) {
            super(service);
            this.service = service;
        }
    }
}
