package dev.millrace.mailer.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message of Amazon SNS over HTTP, and how it is signed
 * (docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html). Certificates, and the page that confirms a subscription,
 * are looked for at SNS' own hosts only.
 */
public final class SnsMessage {

    /** Of a region only: a host such as {@code sns.s3-us-west-2} could be anybody's bucket. */
    private static final Pattern SNS_HOST =
            Pattern.compile("sns\\.[a-z]{2}(-[a-z]{1,12}){1,3}-\\d{1,2}\\.amazonaws\\.com(\\.cn)?");

    private static final List<String> SIGNED_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_SUBSCRIPTION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    private final JsonNode json;

    public SnsMessage(JsonNode json) {
        this.json = json;
    }

    public boolean isNotification() {
        return text("Type").equals("Notification");
    }

    public boolean asksForConfirmation() {
        return text("Type").equals("SubscriptionConfirmation");
    }

    public String topic() {
        return text("TopicArn");
    }

    public String message() {
        return text("Message");
    }

    /** Where the certificate of its key is; empty if it is not where SNS keeps them. */
    public Optional<URI> certificate() {
        return atSns("SigningCertURL").filter(uri -> uri.getPath().endsWith(".pem"));
    }

    /** What has to be fetched to confirm a subscription; empty if that is not at SNS. */
    public Optional<URI> subscription() {
        return atSns("SubscribeURL");
    }

    public boolean isSignedBy(PublicKey key) {
        String algorithm =
                switch (text("SignatureVersion")) {
                    case "1" -> "SHA1withRSA";
                    case "2" -> "SHA256withRSA";
                    default -> "";
                };
        if (algorithm.isEmpty()) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(key);
            signature.update(signed().getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(text("Signature")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private String signed() {
        StringBuilder signed = new StringBuilder();
        for (String name : isNotification() ? SIGNED_NOTIFICATION : SIGNED_SUBSCRIPTION) {
            if (json.hasNonNull(name)) {
                signed.append(name).append('\n').append(text(name)).append('\n');
            }
        }
        return signed.toString();
    }

    private Optional<URI> atSns(String name) {
        try {
            URI uri = URI.create(text(name));
            boolean trusted = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && SNS_HOST.matcher(uri.getHost()).matches()
                    && uri.getUserInfo() == null
                    && uri.getPort() == -1;
            return trusted ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String text(String name) {
        return json.path(name).asText("");
    }
}
