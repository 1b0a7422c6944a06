package dev.millrace.trigger.store;

import dev.millrace.trigger.policy.consent.ConsentStatement;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that was said about being written to, with its proof. PostgreSQL itself refuses to change a line. */
@ApplicationScoped
public class ConsentLedger {

    /** How a statement became known. */
    public enum Origin {
        /** The event in which it was said. */
        EVENT,
        /** segment-service's answer about the customer. */
        ANSWER
    }

    /** A line of the ledger. */
    public record Entry(String customer, ConsentStatement said, Origin origin, Instant recordedAt) {}

    private static final int MOST_OF_ONE = 20;

    private final AgroalDataSource dataSource;

    ConsentLedger(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Adds the lines; one that is there already is left out. A statement without its instant can't be added. */
    public void add(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        String sql = "insert into consent_entry (customer, address, channel, purpose, status, said_at, wording, source,"
                + " basis, expires_at, origin, recorded_at)"
                + " select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(connection, insert, entries)
                    .texts(Entry::customer)
                    .texts(entry -> entry.said().address())
                    .texts(entry -> entry.said().channel())
                    .texts(entry -> entry.said().purpose())
                    .texts(entry -> entry.said().status())
                    .instants(entry -> Objects.requireNonNull(entry.said().at()))
                    .texts(entry -> entry.said().wording())
                    .texts(entry -> entry.said().source())
                    .texts(entry -> entry.said().basis())
                    .instants(entry -> entry.said().expiresAt())
                    .texts(entry -> entry.origin().name().toLowerCase(Locale.ROOT))
                    .instants(Entry::recordedAt);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("adding to the consent ledger", e);
        }
    }

    /** What these customers said, the newest first; of each at most the newest {@value #MOST_OF_ONE}. */
    public List<Entry> of(Collection<String> customers) {
        return newest(
                "select e.* from unnest(?) as asked (name) cross join lateral (select * from consent_entry"
                        + " where customer = asked.name order by said_at desc, id desc limit ?) e"
                        + " order by e.said_at desc, e.id desc",
                customers);
    }

    /** The newest objections for each of these addresses, by whomever. */
    public List<Entry> objectionsOf(Collection<String> addresses) {
        return newest(
                "select e.* from unnest(?) as asked (name) cross join lateral (select * from consent_entry"
                        + " where address = asked.name and status = 'unsubscribed'"
                        + " order by said_at desc, id desc limit ?) e"
                        + " order by e.said_at desc, e.id desc",
                addresses);
    }

    /** What was said goes with the customer into whom this one was merged. The lines that were there stay. */
    public void copy(String from, String to) {
        String sql = "insert into consent_entry (customer, address, channel, purpose, status, said_at, wording, source,"
                + " basis, expires_at, origin, recorded_at) select ?, address, channel, purpose, status, said_at, wording,"
                + " source, basis, expires_at, origin, recorded_at from consent_entry where customer = ? order by id"
                + " on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, to);
            insert.setString(2, from);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("copying in the consent ledger", e);
        }
    }

    /** The one way in which lines go: the person asked for it. Ends with the caller's transaction. */
    public void erase(String customer) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement allow = connection.prepareStatement("set local millrace.erasure = 'on'");
                PreparedStatement delete = connection.prepareStatement("delete from consent_entry where customer = ?");
                PreparedStatement forbid = connection.prepareStatement("set local millrace.erasure = 'off'")) {
            allow.execute();
            delete.setString(1, customer);
            delete.executeUpdate();
            forbid.execute();
        } catch (SQLException e) {
            throw new StoreFailure("erasing from the consent ledger", e);
        }
    }

    private List<Entry> newest(String sql, Collection<String> names) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, names);
            query.setInt(2, MOST_OF_ONE);
            try (ResultSet rows = query.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading the consent ledger", e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        ConsentStatement said = new ConsentStatement(
                row.getString("channel"),
                row.getString("purpose"),
                row.getString("status"),
                Sql.instant(row, "said_at"),
                row.getString("wording"),
                row.getString("source"),
                row.getString("basis"),
                instantOrNull(row, "expires_at"),
                row.getString("address"));
        return new Entry(
                row.getString("customer"),
                said,
                Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                Sql.instant(row, "recorded_at"));
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
