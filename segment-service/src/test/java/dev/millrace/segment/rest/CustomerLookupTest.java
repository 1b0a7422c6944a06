package dev.millrace.segment.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomerLookupTest {

    private static final CustomerId A = CustomerId.anonymous("a");
    private static final CustomerId B = CustomerId.anonymous("b");
    private static final CustomerId C = CustomerId.user("c");

    @Test
    void shouldFollowAChainToItsEnd() {
        Map<CustomerId, ObjectNode> known = Map.of(A, movedTo(B), B, movedTo(C), C, Json.object());

        assertThat(CustomerLookup.follow(A, known)).isEqualTo(C);
        assertThat(CustomerLookup.follow(C, known)).isEqualTo(C);
    }

    @Test
    void shouldStopWhereNothingIsKnownYet() {
        assertThat(CustomerLookup.follow(A, Map.of(A, movedTo(B)))).isEqualTo(B);
        assertThat(CustomerLookup.follow(A, Map.of())).isEqualTo(A);
    }

    @Test
    void shouldEndInACircle() {
        assertThat(CustomerLookup.follow(A, Map.of(A, movedTo(B), B, movedTo(A))))
                .isIn(A, B);
    }

    private static ObjectNode movedTo(CustomerId id) {
        return Json.object().put("movedTo", id.value());
    }
}
