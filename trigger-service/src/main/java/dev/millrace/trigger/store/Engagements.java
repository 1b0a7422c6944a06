package dev.millrace.trigger.store;

import dev.millrace.trigger.report.MessageRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of messages, each fact once. Whoever adds holds the locks of the messages' customers. */
@ApplicationScoped
public class Engagements {

    /**
     * A fact about a message.
     *
     * @param event tells the fact from others about the same message
     * @param detail of a message that was not sent: how so
     * @param variant whose subject it had, where its template tries several
     */
    public record Fact(
            String message,
            String event,
            String kind,
            boolean machine,
            Instant at,
            @Nullable Boolean openTracked,
            @Nullable String detail,
            @Nullable String variant) {}

    private final Statements statements;

    Engagements(Statements statements) {
        this.statements = statements;
    }

    /** Those of them that there are, by id, unless their day is closed. */
    public Map<String, MessageRef> messages(Collection<String> ids) {
        String sql = "select id, customer, campaign, campaign_version, cohort, step, template from message"
                + " where id = any (?) and cohort >= (select day from report_horizon)";
        Map<String, MessageRef> found = new HashMap<>();
        statements
                .list("reading messages", row -> reference(row, "id"), sql, ids)
                .forEach(message -> found.put(message.id(), message));
        return found;
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
        Map<String, List<Fact>> found = new HashMap<>();
        statements
                .list(
                        "reading what became of messages",
                        Engagements::fact,
                        "select message, event, kind, machine, at, open_tracked, detail, variant from engagement"
                                + " where message = any (?)",
                        messages)
                .forEach(fact -> found.computeIfAbsent(fact.message(), any -> new ArrayList<>())
                        .add(fact));
        return found;
    }

    private static Fact fact(ResultSet row) throws SQLException {
        return new Fact(
                row.getString("message"),
                row.getString("event"),
                row.getString("kind"),
                row.getBoolean("machine"),
                Sql.instant(row, "at"),
                row.getObject("open_tracked", Boolean.class),
                row.getString("detail"),
                row.getString("variant"));
    }

    /** @param messages those that the facts are about */
    public void add(List<Fact> facts, Map<String, MessageRef> messages) {
        statements.batch(
                "keeping what became of messages",
                "insert into engagement (message, event, kind, machine, at, open_tracked, detail, variant, cohort)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                facts,
                fact -> Statements.row(
                        fact.message(),
                        fact.event(),
                        fact.kind(),
                        fact.machine(),
                        fact.at(),
                        fact.openTracked(),
                        fact.detail(),
                        fact.variant(),
                        Objects.requireNonNull(messages.get(fact.message()), "a fact is about a message that is there")
                                .day()));
    }
}
