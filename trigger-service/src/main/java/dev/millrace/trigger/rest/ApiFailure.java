package dev.millrace.trigger.rest;

import dev.millrace.trigger.campaign.Problem;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** Answers a request with an error instead of what was asked for. */
final class ApiFailure extends RuntimeException {

    private final Status status;
    private final String code;
    private final List<Problem> problems;

    private ApiFailure(Status status, String code, String message, List<Problem> problems) {
        super(message);
        this.status = status;
        this.code = code;
        this.problems = problems;
    }

    static ApiFailure unauthorised() {
        return new ApiFailure(
                Status.UNAUTHORIZED,
                "unknown-key",
                "the admin key is missing or wrong; send it as Authorization: Bearer KEY",
                List.of());
    }

    static ApiFailure noCampaign(String id) {
        return new ApiFailure(Status.NOT_FOUND, "unknown-campaign", "there is no campaign \"" + id + "\"", List.of());
    }

    static ApiFailure noPool(String id) {
        return new ApiFailure(Status.NOT_FOUND, "unknown-pool", "there is no pool \"" + id + "\"", List.of());
    }

    static ApiFailure noTarget(String id) {
        return new ApiFailure(Status.NOT_FOUND, "unknown-target", "there is no target \"" + id + "\"", List.of());
    }

    static ApiFailure noBroadcast(String id) {
        return new ApiFailure(
                Status.NOT_FOUND,
                "no-broadcast",
                "the campaign \"" + id + "\" has no broadcast that is planned or under way",
                List.of());
    }

    static ApiFailure noAudience(String id) {
        return new ApiFailure(Status.NOT_FOUND, "unknown-audience", "there is no audience \"" + id + "\"", List.of());
    }

    static ApiFailure audienceRefused(List<Problem> problems) {
        return new ApiFailure(
                Status.BAD_REQUEST, "audience-refused", problems.get(0).message(), problems);
    }

    static ApiFailure badId(String what) {
        return new ApiFailure(Status.BAD_REQUEST, "bad-id", what, List.of());
    }

    static ApiFailure badParameter(String what) {
        return new ApiFailure(Status.BAD_REQUEST, "bad-parameter", what, List.of());
    }

    static ApiFailure wrongState(String what) {
        return new ApiFailure(Status.CONFLICT, "wrong-state", what, List.of());
    }

    static ApiFailure refused(List<Problem> problems) {
        return new ApiFailure(
                Status.BAD_REQUEST, "campaign-refused", problems.get(0).message(), problems);
    }

    static ApiFailure policiesRefused(List<Problem> problems) {
        return new ApiFailure(
                Status.BAD_REQUEST, "policies-refused", problems.get(0).message(), problems);
    }

    static ApiFailure noPolicies() {
        return new ApiFailure(
                Status.NOT_FOUND,
                "no-policies",
                "no policies have been set; until then mail needs express permission, and there is no limit",
                List.of());
    }

    static ApiFailure unanswered(String service) {
        return new ApiFailure(
                Status.SERVICE_UNAVAILABLE,
                "no-answer",
                service + " did not answer, so what it names can't be checked; try again when it is back",
                List.of());
    }

    static ApiFailure storeAway() {
        return new ApiFailure(
                Status.SERVICE_UNAVAILABLE,
                "store-away",
                "PostgreSQL did not answer, so nothing can be read or kept; try again when it is back",
                List.of());
    }

    Status status() {
        return status;
    }

    String code() {
        return code;
    }

    List<Problem> problems() {
        return problems;
    }
}
