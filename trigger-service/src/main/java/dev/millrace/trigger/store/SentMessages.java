package dev.millrace.trigger.store;

import dev.millrace.trigger.journey.Sends;
import dev.millrace.trigger.journey.Sends.Sent;
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

/** What became of messages as far as journeys ask: which were sent, and whether anybody answered. */
@ApplicationScoped
public class SentMessages {

    private final AgroalDataSource dataSource;

    SentMessages(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** By enrolment; one without messages has no entry. What was revoked or never left does not count. */
    public Map<String, Sends> of(Collection<String> enrolments) {
        if (enrolments.isEmpty()) {
            return Map.of();
        }
        String sql = "select m.enrolment, m.step, m.requested_at, m.tracks_opens, m.answered_at from message m"
                + " left join counted_send c on c.message = m.id"
                + " where m.enrolment = any (?) and m.cancelled_at is null and c.given_back_at is null"
                + " order by m.requested_at, m.id";
        Map<String, List<Sent>> sent = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, enrolments);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sent.computeIfAbsent(rows.getString("enrolment"), any -> new ArrayList<>())
                            .add(new Sent(
                                    rows.getString("step"),
                                    Sql.instant(rows, "requested_at"),
                                    rows.getBoolean("tracks_opens"),
                                    Sql.instantOrNull(rows, "answered_at")));
                }
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading what was sent", e);
        }
        Map<String, Sends> sends = new HashMap<>();
        sent.forEach((enrolment, messages) -> sends.put(enrolment, new Sends(messages)));
        return sends;
    }

    /** A person opened the message, or followed a link in it; the last time counts. */
    public void answered(String message, Instant at) {
        String sql = "update message set answered_at = greatest(answered_at, ?) where id = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = Sql.prepare(connection, sql, at, message)) {
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting that a message was answered", e);
        }
    }
}
