package dev.millrace.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How deliveries of shops' webhooks are taken. Secrets stand under the names that sources give. */
@ConfigMapping(prefix = "millrace.webhooks")
public interface WebhookConfig {

    /** Shops give up after 5 seconds; until then they are answered, stored or not. */
    @WithDefault("4s")
    Duration answerWithin();

    /** Ways of paying by which an unpaid order counts as completed, as the shop names them. */
    @WithDefault("cod,cash on delivery,cash on delivery (cod)")
    List<String> paidOnDelivery();
}
