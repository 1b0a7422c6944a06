package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.Rate;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The turns of those for whom a broadcast's time is the same. Whoever changes them holds the run's row. */
@ApplicationScoped
public class BroadcastWaves {

    private final Statements statements;

    BroadcastWaves(Statements statements) {
        this.statements = statements;
    }

    /** As they are now; what is taken counts once it is {@linkplain #write written}. */
    public Turns of(String broadcast) {
        Turns turns = new Turns();
        statements
                .list(
                        "reading the waves of a broadcast",
                        row -> Map.entry(
                                Sql.instant(row, "at"), new Turns.Wave(Sql.instant(row, "base"), row.getLong("taken"))),
                        "select at, base, taken from broadcast_wave where broadcast = ?",
                        broadcast)
                .forEach(wave -> turns.waves.put(wave.getKey(), wave.getValue()));
        return turns;
    }

    public void write(String broadcast, Turns turns) {
        statements.batch(
                "noting the waves of a broadcast",
                "insert into broadcast_wave (broadcast, at, base, taken) values (?, ?, ?, ?)"
                        + " on conflict (broadcast, at) do update set taken = excluded.taken",
                turns.waves.entrySet(),
                wave -> Statements.row(
                        broadcast,
                        wave.getKey(),
                        wave.getValue().base(),
                        wave.getValue().taken()));
    }

    /** Who has their turn when. */
    public static final class Turns {

        private record Wave(Instant base, long taken) {}

        private final Map<Instant, Wave> waves = new HashMap<>();

        /**
         * When the next one has their turn.
         *
         * @param time of the wave
         * @param now no turn of a wave is before its first one was given
         */
        public Instant next(Instant time, @Nullable Rate rate, Instant now) {
            Wave wave = wave(time, now);
            return rate == null ? wave.base : wave.base.plus(rate.offset(wave.taken));
        }

        public void take(Instant time, Instant now) {
            Wave wave = wave(time, now);
            waves.put(time, new Wave(wave.base, wave.taken + 1));
        }

        private Wave wave(Instant time, Instant now) {
            return waves.getOrDefault(time, new Wave(time.isBefore(now) ? now : time, 0));
        }
    }
}
