package dev.millrace.mailer.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.mailer.MailerConfig;
import dev.millrace.mailer.report.Report.Told;
import dev.millrace.mailer.report.SendGridEvents;
import dev.millrace.mailer.report.SesEvents;
import dev.millrace.mailer.returned.ReportedMails;
import dev.millrace.mailer.webhook.SendGridKey;
import dev.millrace.mailer.webhook.SnsHost;
import dev.millrace.mailer.webhook.SnsMessage;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * What providers tell of mails. A success means that it is stored; with anything else they tell it again. What is not signed by
 * the one who is configured is refused and counted.
 */
@Path("/webhooks")
@Tag(name = "webhooks")
public final class WebhooksResource {

    private final MailerConfig.Webhooks config;
    private final Optional<SendGridKey> sendGrid;
    private final SnsHost sns;
    private final ReportedMails reported;
    private final MeterRegistry meters;

    WebhooksResource(
            MailerConfig config,
            Optional<SendGridKey> sendGrid,
            SnsHost sns,
            ReportedMails reported,
            MeterRegistry meters) {
        this.config = config.webhooks();
        this.sendGrid = sendGrid;
        this.sns = sns;
        this.reported = reported;
        this.meters = meters;
    }

    @POST
    @Path("ses")
    @Operation(summary = "Amazon SES' events, over SNS")
    public Response ses(byte[] body) {
        if (config.ses().topicArn().isEmpty()) {
            return off("millrace.webhooks.ses.topic-arn");
        }
        JsonNode json;
        try {
            json = object(body);
        } catch (IOException e) {
            return refused("ses", "malformed", ErrorBody.malformed("a message of SNS", e));
        }
        SnsMessage message = new SnsMessage(json);
        boolean genuine = message.topic().equals(config.ses().topicArn().get())
                && message.certificate()
                        .flatMap(sns::key)
                        .filter(message::isSignedBy)
                        .isPresent();
        if (!genuine) {
            return forged("ses");
        }
        if (message.asksForConfirmation()) {
            message.subscription().ifPresent(sns::confirm);
        } else if (message.isNotification()) {
            try {
                take(SesEvents.read(object(message.message().getBytes(StandardCharsets.UTF_8))));
            } catch (IOException e) {
                return refused("ses", "malformed", ErrorBody.malformed("an event of SES", e));
            }
        }
        return taken("ses");
    }

    @POST
    @Path("sendgrid")
    @Operation(summary = "SendGrid's events")
    public Response sendGrid(
            @HeaderParam("X-Twilio-Email-Event-Webhook-Signature") @DefaultValue("") String signature,
            @HeaderParam("X-Twilio-Email-Event-Webhook-Timestamp") @DefaultValue("") String timestamp,
            byte[] body) {
        if (sendGrid.isEmpty()) {
            return off("millrace.webhooks.sendgrid.public-key");
        }
        if (!sendGrid.get().signed(timestamp, body, signature)) {
            return forged("sendgrid");
        }
        try {
            take(SendGridEvents.read(object(body)));
        } catch (IOException e) {
            return refused("sendgrid", "malformed", ErrorBody.malformed("a list of events", e));
        }
        return taken("sendgrid");
    }

    private void take(List<Told> told) {
        told.forEach(one -> reported.take(one.mail(), one.report()));
    }

    private static JsonNode object(byte[] body) throws IOException {
        return Json.mapper().readTree(body);
    }

    private static Response off(String setting) {
        return ErrorBody.response(
                Response.Status.NOT_FOUND, "not-configured", "nobody is listened to here: set " + setting);
    }

    private Response forged(String provider) {
        return refused(
                provider,
                "forged",
                ErrorBody.response(
                        Response.Status.FORBIDDEN,
                        "not-signed",
                        "this was not signed by the provider that is configured"));
    }

    private Response refused(String provider, String outcome, Response answer) {
        count(provider, outcome);
        return answer;
    }

    private Response taken(String provider) {
        count(provider, "taken");
        return Response.noContent().build();
    }

    private void count(String provider, String outcome) {
        meters.counter("millrace.mailer.webhooks", "provider", provider, "outcome", outcome)
                .increment();
    }
}
