package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.Rate;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The turns of those for whom a broadcast's time is the same. Whoever changes them holds the run's row. */
@ApplicationScoped
public class BroadcastWaves {

    private final AgroalDataSource dataSource;

    BroadcastWaves(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** As they are now; what is taken counts once it is {@linkplain #write written}. */
    public Turns of(String broadcast) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = Sql.prepare(
                        connection, "select at, base, taken from broadcast_wave where broadcast = ?", broadcast);
                ResultSet rows = query.executeQuery()) {
            Turns turns = new Turns();
            while (rows.next()) {
                turns.waves.put(
                        Sql.instant(rows, "at"), new Turns.Wave(Sql.instant(rows, "base"), rows.getLong("taken")));
            }
            return turns;
        } catch (SQLException e) {
            throw new StoreFailure("reading the waves of a broadcast", e);
        }
    }

    public void write(String broadcast, Turns turns) {
        String sql = "insert into broadcast_wave (broadcast, at, base, taken) values (?, ?, ?, ?)"
                + " on conflict (broadcast, at) do update set taken = excluded.taken";
        try (Connection connection = dataSource.getConnection()) {
            for (Map.Entry<Instant, Turns.Wave> wave : turns.waves.entrySet()) {
                try (PreparedStatement insert = Sql.prepare(
                        connection,
                        sql,
                        broadcast,
                        wave.getKey(),
                        wave.getValue().base(),
                        wave.getValue().taken())) {
                    insert.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw new StoreFailure("noting the waves of a broadcast", e);
        }
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
