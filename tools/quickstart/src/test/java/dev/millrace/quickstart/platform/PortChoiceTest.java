package dev.millrace.quickstart.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortChoiceTest {

    private static final Set<Integer> TAKEN = Set.of(8081);

    private final List<String> notices = new ArrayList<>();
    private final Iterator<Integer> free = List.of(40001, 40001, 40002).iterator();
    private final PortChoice ports = new PortChoice(port -> !TAKEN.contains(port), free::next, notices::add);

    @Test
    void aFreePortIsGivenAsWanted() {
        assertThat(ports.choose("segment-service", 8082)).isEqualTo(8082);
        assertThat(notices).isEmpty();
    }

    @Test
    void aTakenPortIsReplacedAndSaid() {
        assertThat(ports.choose("ingest-service", 8081)).isEqualTo(40001);
        assertThat(notices).containsExactly("port 8081 is taken, so ingest-service gets port 40001");
    }

    @Test
    void anyPortIsGivenWithoutNoticeAndNeverTwice() {
        assertThat(ports.choose("one", 0)).isEqualTo(40001);
        assertThat(ports.choose("two", 0)).isEqualTo(40002);
        assertThat(notices).isEmpty();
    }
}
