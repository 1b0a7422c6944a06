package dev.millrace.trigger.store;

import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.Rival;
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
import java.util.Map;

/** Enrolments that wait for a slot of the caps. */
@ApplicationScoped
public class Rivals {

    private static final List<String> REASONS = List.of(Reason.FREQUENCY_CAP.name(), Reason.OUTRANKED.name());

    private final AgroalDataSource dataSource;

    Rivals(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** By customer. */
    Map<String, List<Rival>> of(Collection<String> customers) {
        String sql = "select customer, id, priority, due_at, wake_at from enrolment"
                + " where customer = any (?) and state = 'live' and waits_for = any (?)";
        Map<String, List<Rival>> found = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, customers);
            Sql.bindTexts(connection, query, 2, REASONS);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Rival rival = new Rival(
                            rows.getString("id"),
                            rows.getInt("priority"),
                            Sql.instant(rows, "due_at"),
                            Sql.instant(rows, "wake_at"));
                    found.computeIfAbsent(rows.getString("customer"), any -> new ArrayList<>())
                            .add(rival);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreFailure("reading who waits for a slot", e);
        }
    }

    /** A slot is free: whoever waits for one is looked at now. */
    public void wake(String customer, Instant now) {
        String sql = "update enrolment set wake_at = ?, version = version + 1"
                + " where customer = ? and state = 'live' and waits_for = any (?) and wake_at > ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, Sql.timestamp(now));
            update.setString(2, customer);
            Sql.bindTexts(connection, update, 3, REASONS);
            update.setObject(4, Sql.timestamp(now));
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("waking who waits for a slot", e);
        }
    }
}
