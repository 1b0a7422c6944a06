package dev.millrace.trigger.store;

import dev.millrace.contract.SegmentTransition;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which transitions have been applied, so that each is applied once however often it is delivered. */
@ApplicationScoped
public class Inbox {

    /** A transition as the index page lists it. */
    public record Entry(String customer, String segment, String kind, String cause, Instant at) {}

    private final AgroalDataSource dataSource;

    Inbox(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Marks these as applied and returns those that were not yet, in the given order, each once. */
    public List<SegmentTransition> accept(List<SegmentTransition> transitions, Instant now) {
        Map<String, SegmentTransition> distinct = new LinkedHashMap<>();
        transitions.forEach(transition -> distinct.putIfAbsent(transition.id(), transition));
        List<SegmentTransition> rows = List.copyOf(distinct.values());
        String sql = "insert into inbox (transition, customer, segment, kind, cause, at, received_at)"
                + " select * from unnest(?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning transition";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(connection, insert, rows)
                    .texts(SegmentTransition::id)
                    .texts(row -> row.customer().value())
                    .texts(SegmentTransition::segment)
                    .texts(row -> text(row.kind()))
                    .texts(row -> text(row.cause()))
                    .instants(SegmentTransition::at)
                    .instants(row -> now);
            Set<String> fresh = new HashSet<>(Sql.texts(insert));
            return rows.stream().filter(row -> fresh.contains(row.id())).toList();
        } catch (SQLException e) {
            throw new StoreFailure("marking transitions as applied", e);
        }
    }

    public List<Entry> newest(int most) {
        String sql = "select customer, segment, kind, cause, at from inbox order by received_at desc limit ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, most);
            try (ResultSet rows = query.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new Entry(
                            rows.getString("customer"),
                            rows.getString("segment"),
                            rows.getString("kind"),
                            rows.getString("cause"),
                            Sql.instant(rows, "at")));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading the newest transitions", e);
        }
    }

    /** Forgets what was received before the instant; returns how many. */
    public int forgetBefore(Instant instant) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from inbox where received_at < ?")) {
            delete.setObject(1, Sql.timestamp(instant));
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("forgetting old transitions", e);
        }
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
