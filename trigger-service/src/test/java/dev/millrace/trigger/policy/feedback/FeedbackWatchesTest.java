package dev.millrace.trigger.policy.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackWatchesTest {

    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void should_wait_for_consent_and_what_became_of_messages() {
        assertThat(FeedbackWatches.all(T0))
                .extracting(EventWatch::event)
                .containsExactly(
                        "Consent Updated",
                        "email_not_sent",
                        "email_bounced",
                        "email_complained",
                        "email_opened",
                        "email_clicked");
        assertThat(FeedbackWatches.all(T0)).extracting(EventWatch::id).allSatisfy(id -> assertThat(id)
                .startsWith(FeedbackWatches.PREFIX));
    }

    @Test
    void should_read_a_statement_with_its_proof() {
        ObjectNode said = Json.object()
                .put("channel", "email")
                .put("status", "subscribed")
                .put("wording", "Yes\0, write to me")
                .put("source", "pop-up")
                .put("basis", "consent")
                .put("expires_at", "2027-01-01T00:00:00Z")
                .put("message", "m1");
        Feedback.Said read = (Feedback.Said) read("policy-consent", "e1", said);

        assertThat(read.statement().purpose()).isEqualTo("marketing");
        assertThat(read.statement().at()).isEqualTo(T0);
        assertThat(read.statement().wording()).isEqualTo("Yes, write to me");
        assertThat(read.statement().expiresAt()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(read.message()).isEqualTo("m1");
        assertThat(read.statement().toString()).doesNotContain("write to me");
    }

    @ParameterizedTest
    @CsvSource({
        "+999999-01-01T00:00:00Z, ",
        "-2000-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "soon, ",
        "2027-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    })
    void should_keep_within_the_calendar_of_the_database(String expiresAt, @Nullable Instant expected) {
        ObjectNode said = Json.object()
                .put("channel", "email")
                .put("status", "subscribed")
                .put("expires_at", expiresAt);

        assertThat(((Feedback.Said) read("policy-consent", "e1", said))
                        .statement()
                        .expiresAt())
                .isEqualTo(expected);
    }

    @Test
    void should_know_the_message_by_the_event() {
        assertThat(read("policy-not-sent", "m1:not-sent", Json.object().put("reason", "expired: too late")))
                .isEqualTo(new Feedback.NotSent("m1", "expired: too late", T0));
        assertThat(read("policy-bounced", "m1:bounced", Json.object().put("reason", "550 5.1.1 unknown")))
                .isEqualTo(new Feedback.Bounced("m1", "550 5.1.1 unknown", T0));
        assertThat(read("policy-complained", "m1:complained", Json.object()))
                .isEqualTo(new Feedback.Complained("m1", T0));
    }

    @Test
    void should_pass_over_what_is_not_ours_or_says_nothing() {
        assertThat(read("campaign-x", "m1:not-sent", Json.object())).isNull();
        assertThat(read("policy-future", "m1:x", Json.object())).isNull();
        assertThat(read("policy-not-sent", null, Json.object())).isNull();
        assertThat(read("policy-not-sent", "no colon", Json.object())).isNull();
        assertThat(read("policy-not-sent", "m\0:not-sent", Json.object())).isNull();
        assertThat(read("policy-consent", "e1", Json.object().put("channel", "email")))
                .isNull();
    }

    private static @Nullable Feedback read(String watch, @Nullable String event, ObjectNode properties) {
        SegmentTransition transition = new SegmentTransition(
                "t1",
                Kind.OCCURRED,
                CustomerId.user("1"),
                "1",
                watch,
                1,
                T0,
                T0,
                Cause.EVENT,
                event,
                1,
                List.of(),
                new Occurrence("some_event", properties, null, null));
        return FeedbackWatches.read(transition).orElse(null);
    }
}
