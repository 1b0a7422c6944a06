package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery becomes. */
public sealed interface Translation {

    /** Calls as the tracking API takes them, each with its type and message id. None if nothing is to be told. */
    record Calls(List<ObjectNode> calls) implements Translation {

        public Calls {
            calls = List.copyOf(calls);
        }
    }

    /** A person is to be forgotten, by whichever of these ids they are known. */
    record Erasure(@Nullable String userId, @Nullable String email, @Nullable String phone) implements Translation {

        /** Without what names the person. */
        @Override
        public String toString() {
            return "Erasure";
        }
    }

    /**
     * A person wants to be told what is known of them.
     *
     * @param requestId the shop's own; null if it does not say
     */
    record DataRequested(
            @Nullable String requestId, @Nullable String userId, @Nullable String email, @Nullable String phone)
            implements Translation {

        /** Without what names the person. */
        @Override
        public String toString() {
            return "DataRequested";
        }
    }

    /** A topic that says nothing to us. */
    record Unneeded() implements Translation {}

    static Translation of(ObjectNode... calls) {
        return new Calls(List.of(calls));
    }
}
