package dev.millrace.trigger.store;

import dev.millrace.trigger.journey.Sends;
import dev.millrace.trigger.journey.Sends.Sent;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final Statements statements;

    SentMessages(Statements statements) {
        this.statements = statements;
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
        statements
                .list("reading what was sent", row -> Map.entry(row.getString("enrolment"), sent(row)), sql, enrolments)
                .forEach(message -> sent.computeIfAbsent(message.getKey(), any -> new ArrayList<>())
                        .add(message.getValue()));
        Map<String, Sends> sends = new HashMap<>();
        sent.forEach((enrolment, messages) -> sends.put(enrolment, new Sends(messages)));
        return sends;
    }

    private static Sent sent(ResultSet row) throws SQLException {
        return new Sent(
                row.getString("step"),
                Sql.instant(row, "requested_at"),
                row.getBoolean("tracks_opens"),
                Sql.instantOrNull(row, "answered_at"));
    }

    /** A person opened the message, or followed a link in it; the last time counts. */
    public void answered(String message, Instant at) {
        statements.update(
                "noting that a message was answered",
                "update message set answered_at = greatest(answered_at, ?) where id = ?",
                at,
                message);
    }
}
