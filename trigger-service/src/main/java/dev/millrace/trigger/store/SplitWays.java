package dev.millrace.trigger.store;

import dev.millrace.trigger.report.WayTaken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/**
 * Who was sent which way by splits, and what they reached. Counted when it is asked for, from the record of decisions: unlike the
 * other figures nobody needs it at once, and a split is decided once for an enrolment.
 */
@ApplicationScoped
public class SplitWays {

    private final Statements statements;

    SplitWays(Statements statements) {
        this.statements = statements;
    }

    /** Of those who started on these days, both included. */
    public List<WayTaken> of(String campaign, LocalDate from, LocalDate to) {
        String sql =
                "select (d.inputs::json ->> 'campaignVersion')::integer as version, d.step, d.reason::integer as way,"
                        + " count(*) as started, count(s.enrolment) as reached, coalesce(sum(s.revenue), 0) as revenue,"
                        + " coalesce(sum(s.revenue * s.revenue), 0) as squares"
                        + " from decision d join enrolment e on e.id = d.enrolment"
                        + " left join goal_share s on s.enrolment = e.id"
                        + " where d.campaign = ? and d.outcome = 'branched'"
                        + " and d.reason in ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10')"
                        + " and not e.held_out and (e.started_at at time zone 'UTC')::date between ? and ?"
                        + " group by 1, 2, 3";
        return statements.list(
                "comparing the ways of splits",
                row -> new WayTaken(
                        row.getInt("version"),
                        row.getString("step"),
                        row.getInt("way"),
                        row.getLong("started"),
                        row.getLong("reached"),
                        row.getBigDecimal("revenue"),
                        row.getDouble("squares")),
                sql,
                campaign,
                from,
                to);
    }
}
