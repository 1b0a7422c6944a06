package dev.millrace.ingest.key;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IngestSource;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A key that was just made. It begins with {@code mrb_} or {@code mrs_}, so that people and scanners of source code see what
 * it is; the rest is random.
 *
 * @param text shown once to whoever asked for it, and kept by nobody
 */
public record NewKey(String text, IngestSource.Key kept) {

    private static final int RANDOM_BYTES = 24;

    public static NewKey of(IngestSource.Kind kind, @Nullable Instant expires, RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String prefix =
                switch (kind) {
                    case BROWSER -> "mrb_";
                    case SERVER -> "mrs_";
                };
        String text = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new NewKey(text, new IngestSource.Key(ApiKeyHash.ofKey(text).sha256(), expires));
    }

    @Override
    public String toString() {
        return "NewKey[" + kept.id() + "]";
    }
}
