package dev.millrace.trigger.store;

import dev.millrace.trigger.report.Attribution.Credit;
import dev.millrace.trigger.report.Attribution.Share;
import dev.millrace.trigger.report.MessageRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
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

    private static final String KEEPING = "keeping what brought goals about";

    private final Statements statements;

    GoalCredits(Statements statements) {
        this.statements = statements;
    }

    /** The first day that is not closed; no other one is closed before the caller's transaction ends. */
    public LocalDate open() {
        return statements
                .first(
                        "reading which days are closed",
                        row -> row.getObject(1, LocalDate.class),
                        "select day from report_horizon for share")
                .orElseThrow();
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
        statements.batch(
                KEEPING,
                "delete from goal_credit where customer = ? and key = ?",
                credits,
                credit -> Statements.row(credit.customer(), credit.key()));
    }

    public void credit(List<Credited> credits) {
        statements.batch(
                KEEPING,
                "insert into goal_credit (customer, key, message, at, worth, unpriced) values (?, ?, ?, ?, ?, ?)",
                credits,
                credit -> Statements.row(
                        credit.customer(),
                        credit.key(),
                        credit.message().id(),
                        credit.credit().at(),
                        credit.credit().worth(),
                        credit.credit().unpriced()));
    }

    /** What these enrolments are counted to have reached is as they say now. */
    public void share(List<Started> enrolments) {
        statements.batch(
                KEEPING,
                "delete from goal_share where enrolment = ?",
                enrolments,
                one -> Statements.row(one.enrolment()));
        statements.batch(
                KEEPING,
                "insert into goal_share (enrolment, version, goals, revenue) values (?, ?, ?, ?)",
                enrolments.stream().flatMap(GoalCredits::shared).toList(),
                values -> values);
    }

    private static Stream<@Nullable Object[]> shared(Started one) {
        Share share = one.share();
        return share == null
                ? Stream.empty()
                : Stream.<@Nullable Object[]>of(
                        Statements.row(one.enrolment(), one.countedUnder(), share.goals(), share.revenue()));
    }

    private <T> List<T> query(String sql, Collection<String> customers, Statements.RowReader<T> reader) {
        return statements.list("reading what brought goals about", reader, sql, customers);
    }
}
