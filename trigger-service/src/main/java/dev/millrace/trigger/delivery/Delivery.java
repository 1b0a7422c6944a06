package dev.millrace.trigger.delivery;

import dev.millrace.trigger.WebhooksConfig;
import dev.millrace.trigger.store.WebhookCalls.Claimed;
import dev.millrace.trigger.store.WebhookTargets;
import dev.millrace.trigger.webhook.SigningKey;
import dev.millrace.trigger.webhook.TargetUrl;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt of a call: look the target up, check where it is, sign, send. */
@ApplicationScoped
public class Delivery {

    private final WebhooksConfig config;
    private final WebhookTargets targets;
    private final HostNames names;
    private final InstantSource time;
    private final CallSender sender;

    Delivery(WebhooksConfig config, WebhookTargets targets, HostNames names, InstantSource time, Vertx vertx) {
        this.config = config;
        this.targets = targets;
        this.names = names;
        this.time = time;
        this.sender = new CallSender(vertx, new HttpClientOptions(), config.connectTimeout(), config.timeout());
    }

    @PreDestroy
    void close() {
        sender.close();
    }

    Outcome deliver(Claimed call) {
        byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > config.mostBytes()) {
            return new Outcome.Hopeless("has " + body.length + " bytes; at most " + config.mostBytes() + " are sent");
        }
        Optional<WebhookTargets.Target> target = targets.find(call.target());
        if (target.isEmpty()) {
            return new Outcome.Hopeless("there is no target " + call.target());
        }
        TargetUrl url;
        try {
            url = TargetUrl.parse(target.get().url(), config.allowHttp());
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed("the target's address " + e.getMessage(), null);
        }
        return send(call, url, body);
    }

    private Outcome send(Claimed call, TargetUrl url, byte[] body) {
        CheckedHost host = CheckedHost.of(names, url.host(), config.allowPrivate());
        if (host instanceof CheckedHost.Refused refused) {
            return new Outcome.Failed(refused.reason(), null);
        }
        Instant now = time.instant();
        List<SigningKey> keys = targets.keys(call.target());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "Millrace-Webhooks",
                SigningKey.CALL_ID,
                call.id(),
                SigningKey.TIMESTAMP,
                SigningKey.text(now),
                SigningKey.SIGNATURE,
                SigningKey.signatures(keys, now, body));
        return sender.send(url, ((CheckedHost.At) host).address(), headers, body);
    }
}
