package dev.millrace.trigger.store;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.policy.SendHistory;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The messages that count for the caps. Whoever reads or writes those of a customer holds the customer's lock. */
@ApplicationScoped
public class CountedSends {

    /** Whose message it was, and the hash of the address it went to. */
    public record Sent(String customer, String address) {}

    private final AgroalDataSource dataSource;
    private final AddressHash addresses;

    CountedSends(AgroalDataSource dataSource, AddressHash addresses) {
        this.dataSource = dataSource;
        this.addresses = addresses;
    }

    /** Takes a slot of the caps for each of these messages; doing it again changes nothing. */
    void reserve(List<MessageRequested> requests) {
        if (requests.isEmpty()) {
            return;
        }
        String sql = "insert into counted_send (message, customer, address, class, campaign, at)"
                + " select * from unnest(?, ?, ?, ?, ?, ?) on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(connection, insert, requests)
                    .texts(MessageRequested::id)
                    .texts(request -> request.customer().value())
                    .texts(request -> addresses.of(request.recipient().email()))
                    .texts(request -> text(request.messageClass()))
                    .texts(MessageRequested::campaign)
                    .instants(MessageRequested::requestedAt);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("reserving a send", e);
        }
    }

    /** The slot is free again; false if the message had none or gave it back before. */
    public boolean giveBack(String message, String reason, Instant now) {
        String sql = "update counted_send set given_back_at = ?, given_back_for = ?"
                + " where message = ? and given_back_at is null";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, Sql.timestamp(now));
            update.setString(2, reason);
            update.setString(3, message);
            return update.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new StoreFailure("giving a send back", e);
        }
    }

    /** Sends of one customer count for another from now on. */
    public void move(String from, String to) {
        execute("moving sends", "update counted_send set customer = ? where customer = ?", to, from);
    }

    public void erase(String customer) {
        execute("erasing sends", "delete from counted_send where customer = ?", customer);
    }

    /** Forgets what no cap counts any more and nobody reports about; returns how many. */
    public int forgetBefore(Instant instant) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from counted_send where at < ?")) {
            delete.setObject(1, Sql.timestamp(instant));
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("forgetting old sends", e);
        }
    }

    public Optional<Sent> find(String message) {
        String sql = "select customer, address from counted_send where message = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, message);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Sent(row.getString("customer"), row.getString("address")))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailure("looking for a send", e);
        }
    }

    /** What counts now, by customer; a customer without has no entry. */
    Map<String, SendHistory> of(Collection<String> customers, Instant now) {
        String sql = "select customer, at from counted_send where customer = any (?) and class = 'marketing'"
                + " and given_back_at is null and at > ?";
        Map<String, List<Instant>> sends = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, customers);
            query.setObject(2, Sql.timestamp(now.minus(SendHistory.KEPT)));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sends.computeIfAbsent(rows.getString("customer"), any -> new ArrayList<>())
                            .add(Sql.instant(rows, "at"));
                }
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading what was sent", e);
        }
        Map<String, SendHistory> histories = new HashMap<>();
        sends.forEach((customer, instants) -> histories.put(customer, new SendHistory(instants)));
        return histories;
    }

    private void execute(String what, String sql, String... texts) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < texts.length; i++) {
                statement.setString(i + 1, texts[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(what, e);
        }
    }

    private static String text(MessageClass messageClass) {
        return messageClass.name().toLowerCase(Locale.ROOT);
    }
}
