package dev.millrace.trigger.store;

import dev.millrace.trigger.report.MessageRef;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of messages, each fact once. Whoever adds holds the locks of the messages' customers. */
@ApplicationScoped
public class Engagements {

    /**
     * A fact about a message.
     *
     * @param event tells the fact from others about the same message
     * @param detail of a message that was not sent: how so
     */
    public record Fact(
            String message,
            String event,
            String kind,
            boolean machine,
            Instant at,
            @Nullable Boolean openTracked,
            @Nullable String detail) {}

    private final AgroalDataSource dataSource;

    Engagements(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Those of them that there are, by id, unless their day is closed. */
    public Map<String, MessageRef> messages(Collection<String> ids) {
        String sql = "select id, customer, campaign, campaign_version, cohort, step, template from message"
                + " where id = any (?) and cohort >= (select day from report_horizon)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, ids);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, MessageRef> found = new HashMap<>();
                while (rows.next()) {
                    MessageRef message = reference(rows, "id");
                    found.put(message.id(), message);
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailure("looking for messages", e);
        }
    }

    static MessageRef reference(ResultSet row, String id) throws SQLException {
        return new MessageRef(
                row.getString(id),
                row.getString("customer"),
                row.getString("campaign"),
                row.getInt("campaign_version"),
                row.getObject("cohort", LocalDate.class),
                row.getString("step"),
                row.getString("template"));
    }

    /** What is known of these messages, by message. */
    public Map<String, List<Fact>> of(Collection<String> messages) {
        String sql =
                "select message, event, kind, machine, at, open_tracked, detail from engagement where message = any (?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, messages);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, List<Fact>> found = new HashMap<>();
                while (rows.next()) {
                    Fact fact = new Fact(
                            rows.getString("message"),
                            rows.getString("event"),
                            rows.getString("kind"),
                            rows.getBoolean("machine"),
                            Sql.instant(rows, "at"),
                            rows.getObject("open_tracked", Boolean.class),
                            rows.getString("detail"));
                    found.computeIfAbsent(fact.message(), any -> new ArrayList<>())
                            .add(fact);
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading what became of messages", e);
        }
    }

    /** @param messages those that the facts are about */
    public void add(List<Fact> facts, Map<String, MessageRef> messages) {
        if (facts.isEmpty()) {
            return;
        }
        String sql = "insert into engagement (message, event, kind, machine, at, open_tracked, detail, cohort)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Fact fact : facts) {
                MessageRef message = messages.get(fact.message());
                if (message == null) {
                    throw new IllegalArgumentException("a fact is about a message that is not there");
                }
                insert.setString(1, fact.message());
                insert.setString(2, fact.event());
                insert.setString(3, fact.kind());
                insert.setBoolean(4, fact.machine());
                insert.setObject(5, Sql.timestamp(fact.at()));
                insert.setObject(6, fact.openTracked(), Types.BOOLEAN);
                insert.setString(7, fact.detail());
                insert.setObject(8, message.day());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailure("keeping what became of messages", e);
        }
    }
}
