package dev.millrace.trigger.store;

import dev.millrace.trigger.report.Cell;
import dev.millrace.trigger.report.Row;
import dev.millrace.trigger.report.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The figures of reports. A transaction adds the changes it makes, as rows that nobody waits for; they are added up later. A
 * figure is the sum of both. What the figures are counted from is the view {@code report_row}, and its sums are the same.
 */
@ApplicationScoped
public class ReportFigures {

    /** What became of a campaign's enrolments, for lists. */
    public record Brief(long entered, long waiting, long requested, long exited) {}

    /** Of one version of a campaign. */
    public record Changed(String campaign, int version) {}

    /** The same number in every instance: who holds this advisory lock adds up. */
    private static final long FOLD_LOCK = 0x7265706f727473L;

    private static final int CORRECT_LOCK = 0x7265706f;
    private static final int MOST_FOLDED = 5_000;
    private static final String CELL = "campaign, version, day, held_out, step, variant, figure";
    private static final String BOTH = "(select " + CELL + ", value from report_figure where campaign = ?"
            + " union all select " + CELL + ", value from report_delta where campaign = ?) as both_of_them";

    private final Statements statements;

    ReportFigures(Statements statements) {
        this.statements = statements;
    }

    /** Part of the caller's transaction. */
    public void add(Tally tally) {
        statements.batch(
                "adding to the figures",
                "insert into report_delta (" + CELL + ", value) values (?, ?, ?, ?, ?, ?, ?, ?)",
                tally.changes().entrySet(),
                change -> values(change.getKey(), change.getValue()));
    }

    private static @Nullable Object[] values(Cell cell, BigDecimal value) {
        return Statements.row(
                cell.campaign(),
                cell.version(),
                cell.day(),
                cell.heldOut(),
                cell.step(),
                cell.variant(),
                cell.figure(),
                value);
    }

    /** Adds up some changes, unless another instance does; returns how many there were. */
    public int fold(Instant now) {
        String doing = "adding the figures up";
        boolean isMine = statements
                .first(doing, row -> row.getBoolean(1), "select pg_try_advisory_xact_lock(?)", FOLD_LOCK)
                .orElse(false);
        if (!isMine) {
            return 0;
        }
        String fold =
                "with gone as (delete from report_delta where seq in (select seq from report_delta order by seq limit ?)"
                        + " returning *), summed as (select " + CELL + ", sum(value) as value from gone group by "
                        + CELL
                        + "), added as (insert into report_figure (" + CELL + ", value, changed_at) select " + CELL
                        + ", value, ? from summed on conflict (campaign, day, version, held_out, step, variant, figure)"
                        + " do update set value = report_figure.value + excluded.value, changed_at = excluded.changed_at)"
                        + " select count(*) from gone";
        return statements
                .first(doing, row -> row.getInt(1), fold, MOST_FOLDED, now)
                .orElse(0);
    }

    /** Of those who started on these days, both included. */
    public List<Row> of(String campaign, LocalDate from, LocalDate to) {
        String sql = "select version, held_out, step, variant, figure, sum(value) as value from " + BOTH
                + " where day between ? and ? group by version, held_out, step, variant, figure having sum(value) <> 0"
                + " order by version, held_out, step, variant, figure";
        return statements.list(
                "reading the figures",
                row -> new Row(
                        row.getInt("version"),
                        row.getBoolean("held_out"),
                        row.getString("step"),
                        row.getString("variant"),
                        row.getString("figure"),
                        row.getBigDecimal("value")),
                sql,
                campaign,
                campaign,
                from,
                to);
    }

    /** By campaign. */
    public Map<String, Brief> briefs() {
        String of =
                "select campaign, case when figure like 'exited:%' then 'exited' else figure end as figure, value from ";
        String where = " where figure in ('entered', 'waiting', 'requested') or figure like 'exited:%'";
        String sql = "select campaign, sum(value) filter (where figure = 'entered') as entered,"
                + " sum(value) filter (where figure = 'waiting') as waiting,"
                + " sum(value) filter (where figure = 'requested') as requested,"
                + " sum(value) filter (where figure = 'exited') as exited from (" + of + "report_figure" + where
                + " union all " + of + "report_delta" + where + ") as both_of_them group by campaign";
        Map<String, Brief> briefs = new HashMap<>();
        statements
                .list(
                        "reading the figures of all campaigns",
                        row -> Map.entry(row.getString("campaign"), brief(row)),
                        sql)
                .forEach(brief -> briefs.put(brief.getKey(), brief.getValue()));
        return briefs;
    }

    private static Brief brief(ResultSet row) throws SQLException {
        return new Brief(
                row.getLong("entered"), row.getLong("waiting"), row.getLong("requested"), row.getLong("exited"));
    }

    /** The versions of which any figure changed since. */
    public Set<Changed> changedSince(Instant instant) {
        String sql = "select campaign, version from report_figure where changed_at >= ? union"
                + " select campaign, version from report_delta";
        return Set.copyOf(statements.list(
                "reading which figures changed", row -> new Changed(row.getString(1), row.getInt(2)), sql, instant));
    }

    /**
     * Counts a campaign's figures of all days that are not closed anew from the rows they come from, and corrects those that
     * differ. One statement, so one look at both; what is committed meanwhile adds its own changes.
     *
     * @return how many differed: none, unless there is a fault
     */
    public int correct(String campaign) {
        String doing = "correcting the figures";
        // before the look: two who find the same difference would both correct it
        statements.list(doing, row -> campaign, "select pg_advisory_xact_lock(?, hashtext(?))", CORRECT_LOCK, campaign);
        String sql = "with open as (select day from report_horizon), found as (select " + CELL
                + ", value, 1 as factor from"
                + " report_row where campaign = ? and day >= (select day from open) union all select " + CELL
                + ", value, -1 from " + BOTH + " where day >= (select day from open)), differing as (select " + CELL
                + ", sum(value * factor) as value from found group by " + CELL + " having sum(value * factor) <> 0)"
                + " insert into report_delta (" + CELL + ", value) select " + CELL + ", value from differing";
        return statements.update(doing, sql, campaign, campaign, campaign);
    }

    /** Takes out all that is counted of a customer, whose rows are about to go. */
    public void subtract(String customer) {
        subtract(customer, "");
    }

    /** Takes out what is counted of a customer's goals, which are about to be looked at anew. */
    public void subtractGoals(String customer) {
        subtract(
                customer,
                " and figure in ('goals', 'converted', 'revenue', 'unpriced', 'reached', 'reached-revenue',"
                        + " 'reached-squares')");
    }

    private void subtract(String customer, String which) {
        String sql = "insert into report_delta (" + CELL + ", value) select " + CELL + ", -sum(value) from report_row"
                + " where customer = ? and day >= (select day from report_horizon)" + which + " group by " + CELL
                + " having sum(value) <> 0";
        statements.update("taking a customer out of the figures", sql, customer);
    }
}
