package dev.millrace.ingest.intake;

import dev.millrace.ingest.webhook.Delivery;
import dev.millrace.ingest.webhook.Translation;

/** A make of shop whose webhooks are understood. */
public interface Sender {

    /** As metrics name it. */
    String name();

    /** Whether the shop only asks if somebody is there, which it does without a signature. */
    boolean isPing(byte[] body);

    Translation translate(Delivery delivery);
}
