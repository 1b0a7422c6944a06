package dev.millrace.trigger.store;

import dev.millrace.trigger.report.Attribution.Credit;
import dev.millrace.trigger.report.Attribution.Share;
import dev.millrace.trigger.report.MessageRef;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the goals of customers are found by, and what was found. Whoever reads or writes it holds the customers' locks. */
@ApplicationScoped
public class GoalCredits {

    /** That a reader, or the mail server, got to a message. */
    public record Reached(MessageRef message, String kind, Instant at) {}

    /** An enrolment with what it is counted to have reached, if anything. */
    public record Started(
            String enrolment,
            String customer,
            String campaign,
            int version,
            Instant at,
            boolean heldOut,
            int countedUnder,
            @Nullable Share share) {}

    /** A goal and the message to which it is credited. */
    public record Credited(String customer, String key, MessageRef message, Credit credit) {}

    private final AgroalDataSource dataSource;

    GoalCredits(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The first day that is not closed; no other one is closed before the caller's transaction ends. */
    public LocalDate open() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("select day from report_horizon for share");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getObject(1, LocalDate.class);
        } catch (SQLException e) {
            throw new StoreFailure("reading which days are closed", e);
        }
    }

    public List<Reached> reached(Collection<String> customers) {
        String sql = "select m.*, g.kind, g.at from message m join engagement g on g.message = m.id"
                + " where m.customer = any (?) and not g.machine and g.kind in ('sent', 'opened', 'clicked')"
                + " and m.cohort >= (select day from report_horizon)";
        return query(
                sql,
                customers,
                row -> new Reached(Engagements.reference(row, "id"), row.getString("kind"), Sql.instant(row, "at")));
    }

    public List<Started> started(Collection<String> customers) {
        String sql = "select e.id, e.customer, e.campaign, e.campaign_version, e.started_at, e.held_out,"
                + " s.version, s.goals, s.revenue from enrolment e left join goal_share s on s.enrolment = e.id"
                + " where e.customer = any (?)"
                + " and (e.started_at at time zone 'UTC')::date >= (select day from report_horizon)";
        return query(sql, customers, row -> {
            int goals = row.getInt("goals");
            Share share = row.wasNull() ? null : new Share(goals, row.getBigDecimal("revenue"));
            return new Started(
                    row.getString("id"),
                    row.getString("customer"),
                    row.getString("campaign"),
                    row.getInt("campaign_version"),
                    Sql.instant(row, "started_at"),
                    row.getBoolean("held_out"),
                    row.getInt("version"),
                    share);
        });
    }

    /** Also those of days that are closed. */
    public List<Credited> credited(Collection<String> customers) {
        String sql = "select m.*, c.customer as owner, c.key, c.at, c.worth, c.unpriced from goal_credit c"
                + " join message m on m.id = c.message where c.customer = any (?)";
        return query(
                sql,
                customers,
                row -> new Credited(
                        row.getString("owner"),
                        row.getString("key"),
                        Engagements.reference(row, "id"),
                        new Credit(
                                row.getString("id"),
                                Sql.instant(row, "at"),
                                row.getBigDecimal("worth"),
                                row.getBoolean("unpriced"))));
    }

    public void withdraw(List<Credited> credits) {
        batch("delete from goal_credit where customer = ? and key = ?", credits, (delete, credit) -> {
            delete.setString(1, credit.customer());
            delete.setString(2, credit.key());
        });
    }

    public void credit(List<Credited> credits) {
        String sql = "insert into goal_credit (customer, key, message, at, worth, unpriced) values (?, ?, ?, ?, ?, ?)";
        batch(sql, credits, (insert, credit) -> {
            insert.setString(1, credit.customer());
            insert.setString(2, credit.key());
            insert.setString(3, credit.message().id());
            insert.setObject(4, Sql.timestamp(credit.credit().at()));
            insert.setBigDecimal(5, credit.credit().worth());
            insert.setBoolean(6, credit.credit().unpriced());
        });
    }

    /** What these enrolments are counted to have reached is as they say now. */
    public void share(List<Started> enrolments) {
        batch(
                "delete from goal_share where enrolment = ?",
                enrolments,
                (delete, one) -> delete.setString(1, one.enrolment()));
        List<Started> sharing =
                enrolments.stream().filter(one -> one.share() != null).toList();
        String sql = "insert into goal_share (enrolment, version, goals, revenue) values (?, ?, ?, ?)";
        batch(sql, sharing, (insert, one) -> {
            Share share = one.share();
            if (share != null) {
                insert.setString(1, one.enrolment());
                insert.setInt(2, one.countedUnder());
                insert.setInt(3, share.goals());
                insert.setBigDecimal(4, share.revenue());
            }
        });
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Binding<T> {
        void bind(PreparedStatement statement, T one) throws SQLException;
    }

    private <T> List<T> query(String sql, Collection<String> customers, Reading<T> reading) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, customers);
            try (ResultSet rows = query.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reading.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading what brought goals about", e);
        }
    }

    private <T> void batch(String sql, List<T> all, Binding<T> binding) {
        if (all.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T one : all) {
                binding.bind(statement, one);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailure("keeping what brought goals about", e);
        }
    }
}
