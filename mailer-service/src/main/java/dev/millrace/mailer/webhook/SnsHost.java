package dev.millrace.mailer.webhook;

import java.net.URI;
import java.security.PublicKey;
import java.util.Optional;

/** SNS, as far as we ask it. */
public interface SnsHost {

    /** The key of the certificate at an address of SNS; empty if there is none that is valid now. */
    Optional<PublicKey> key(URI certificate);

    /** Confirms a subscription. */
    void confirm(URI address);
}
