package dev.millrace.segment.codec;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.RecentEvents;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentCodecTest {

    private static final Instant HORIZON = T0.minusSeconds(60);

    /** What each of the events says after its instant. */
    private static final String ADDED =
            "0700055a020473686f6532020a436166c3a92073686f655f020531322e353060030204610203455552";

    private static final String GOLDEN = "01" // layout
            + "01019ca8d642a0" // number, horizon
            + "04" // events, each with its length, layout and flags
            + ("310101019ca8d72d00" + ADDED)
            + ("310101019ca8d730e8" + ADDED)
            + ("310101019ca8d734d0" + ADDED)
            + ("310101019ca8d738b8" + ADDED);

    @Test
    void shouldReadTheEntryThatItWrote() {
        RecentCodec.Entry entry = RecentCodec.decode(RecentCodec.encode(four(), HORIZON));

        assertThat(entry.number()).isEqualTo(1);
        assertThat(entry.events()).isEqualTo(RecentCodec.events(four()));
        assertThat(entry.events().events())
                .extracting(PastEvent::at)
                .containsExactly(T0.plusSeconds(3), T0.plusSeconds(2), T0.plusSeconds(1), T0);
        assertThat(entry.exactSince()).isEqualTo(HORIZON);
        assertThat(entry.exactSinceWithoutIt()).isEqualTo(T0.plusSeconds(3));
    }

    @Test
    void shouldLeaveNothingInTheRecordOfWhatBecameAnEntry() {
        assertThat(four().isFull()).isTrue();
        assertThat(four().rest()).isEqualTo(RecentEvents.of(1, 0, new byte[0]));
        assertThat(add(four().rest(), 4).rest()).isEqualTo(add(four().rest(), 4));
    }

    @Test
    void shouldKeepItsLayout() {
        assertThat(HexFormat.of().formatHex(RecentCodec.encode(four(), HORIZON)))
                .describedAs("another layout needs another version: read both, write the old one for a release")
                .isEqualTo(GOLDEN);
    }

    @Test
    void shouldRefuseANewerLayout() {
        byte[] bytes = RecentCodec.encode(four(), HORIZON);
        bytes[0] = 2;

        assertThatThrownBy(() -> RecentCodec.decode(bytes))
                .isInstanceOf(UnreadableState.class)
                .hasMessage("a timeline of layout 2, and this release reads up to 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 20, 50})
    void shouldRefuseAnEntryThatIsCutOff(int length) {
        byte[] bytes = RecentCodec.encode(four(), HORIZON);

        assertThatThrownBy(() -> RecentCodec.decode(java.util.Arrays.copyOf(bytes, length)))
                .isInstanceOf(UnreadableState.class);
    }

    private static RecentEvents four() {
        RecentEvents recent = RecentEvents.EMPTY;
        for (int seconds = 0; seconds < RecentEvents.MOST; seconds++) {
            recent = add(recent, seconds);
        }
        return recent;
    }

    private static RecentEvents add(RecentEvents recent, int seconds) {
        return RecentCodec.add(recent, past(seconds), Instant.EPOCH);
    }

    private static PastEvent past(int seconds) {
        Instant at = T0.plusSeconds(seconds);
        CustomerEvent event = new CustomerEvent.AtShop(Events.added("e" + seconds, "shoe", 2, at));
        return PastEvent.of(event, at, ExchangeRates.NONE);
    }
}
