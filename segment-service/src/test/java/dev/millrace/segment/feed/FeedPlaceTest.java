package dev.millrace.segment.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPlaceTest {

    @Property
    void shouldReadWhatItWrote(@ForAll @Size(min = 1, max = 64) List<@LongRange(max = Long.MAX_VALUE) Long> offsets) {
        FeedPlace place = new FeedPlace(offsets.stream().mapToLong(it -> it).toArray());

        assertThat(FeedPlace.read(place.toString(), offsets.size())).contains(place);
        assertThat(FeedPlace.read(place.toString(), offsets.size() + 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", "-1.2", "zzzzzzzzzzzzz.1", "a b", "1;2", "A.B"})
    void shouldRefuseWhatIsNoPlace(String text) {
        assertThat(FeedPlace.read(text, 2)).isEmpty();
    }
}
