package dev.millrace.trigger.store;

import dev.millrace.trigger.report.Cell;
import dev.millrace.trigger.report.Row;
import dev.millrace.trigger.report.Tally;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    private final AgroalDataSource dataSource;

    ReportFigures(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Part of the caller's transaction. */
    public void add(Tally tally) {
        Map<Cell, BigDecimal> changes = tally.changes();
        if (changes.isEmpty()) {
            return;
        }
        String sql = "insert into report_delta (" + CELL + ", value) values (?, ?, ?, ?, ?, ?, ?, ?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Map.Entry<Cell, BigDecimal> change : changes.entrySet()) {
                Cell cell = change.getKey();
                insert.setString(1, cell.campaign());
                insert.setInt(2, cell.version());
                insert.setObject(3, cell.day());
                insert.setBoolean(4, cell.heldOut());
                insert.setString(5, cell.step());
                insert.setString(6, cell.variant());
                insert.setString(7, cell.figure());
                insert.setBigDecimal(8, change.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailure("adding to the figures", e);
        }
    }

    /** Adds up some changes, unless another instance does; returns how many there were. */
    public int fold(Instant now) {
        String lock = "select pg_try_advisory_xact_lock(?)";
        String fold =
                "with gone as (delete from report_delta where seq in (select seq from report_delta order by seq limit ?)"
                        + " returning *), summed as (select " + CELL + ", sum(value) as value from gone group by "
                        + CELL
                        + "), added as (insert into report_figure (" + CELL + ", value, changed_at) select " + CELL
                        + ", value, ? from summed on conflict (campaign, day, version, held_out, step, variant, figure)"
                        + " do update set value = report_figure.value + excluded.value, changed_at = excluded.changed_at)"
                        + " select count(*) from gone";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement tryLock = connection.prepareStatement(lock);
                PreparedStatement statement = connection.prepareStatement(fold)) {
            tryLock.setLong(1, FOLD_LOCK);
            try (ResultSet row = tryLock.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    return 0;
                }
            }
            statement.setInt(1, MOST_FOLDED);
            statement.setObject(2, Sql.timestamp(now));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw new StoreFailure("adding the figures up", e);
        }
    }

    /** Of those who started on these days, both included. */
    public List<Row> of(String campaign, LocalDate from, LocalDate to) {
        String sql = "select version, held_out, step, variant, figure, sum(value) as value from " + BOTH
                + " where day between ? and ? group by version, held_out, step, variant, figure having sum(value) <> 0"
                + " order by version, held_out, step, variant, figure";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, campaign);
            query.setString(2, campaign);
            query.setObject(3, from);
            query.setObject(4, to);
            try (ResultSet rows = query.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Row(
                            rows.getInt("version"),
                            rows.getBoolean("held_out"),
                            rows.getString("step"),
                            rows.getString("variant"),
                            rows.getString("figure"),
                            rows.getBigDecimal("value")));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading the figures", e);
        }
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
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            Map<String, Brief> briefs = new HashMap<>();
            while (rows.next()) {
                briefs.put(
                        rows.getString("campaign"),
                        new Brief(
                                rows.getLong("entered"),
                                rows.getLong("waiting"),
                                rows.getLong("requested"),
                                rows.getLong("exited")));
            }
            return briefs;
        } catch (SQLException e) {
            throw new StoreFailure("reading the figures of all campaigns", e);
        }
    }

    /** The versions of which any figure changed since. */
    public Set<Changed> changedSince(Instant instant) {
        String sql = "select campaign, version from report_figure where changed_at >= ? union"
                + " select campaign, version from report_delta";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, Sql.timestamp(instant));
            try (ResultSet rows = query.executeQuery()) {
                Set<Changed> changed = new HashSet<>();
                while (rows.next()) {
                    changed.add(new Changed(rows.getString(1), rows.getInt(2)));
                }
                return changed;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading which figures changed", e);
        }
    }

    /**
     * Counts a campaign's figures of all days that are not closed anew from the rows they come from, and corrects those that
     * differ. One statement, so one look at both; what is committed meanwhile adds its own changes.
     *
     * @return how many differed: none, unless there is a fault
     */
    public int correct(String campaign) {
        // before the look: two who find the same difference would both correct it
        String lock = "select pg_advisory_xact_lock(?, hashtext(?))";
        String sql = "with open as (select day from report_horizon), found as (select " + CELL
                + ", value, 1 as factor from"
                + " report_row where campaign = ? and day >= (select day from open) union all select " + CELL
                + ", value, -1 from " + BOTH + " where day >= (select day from open)), differing as (select " + CELL
                + ", sum(value * factor) as value from found group by " + CELL + " having sum(value * factor) <> 0)"
                + " insert into report_delta (" + CELL + ", value) select " + CELL + ", value from differing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement only = connection.prepareStatement(lock);
                PreparedStatement correct = connection.prepareStatement(sql)) {
            only.setInt(1, CORRECT_LOCK);
            only.setString(2, campaign);
            only.executeQuery().close();
            correct.setString(1, campaign);
            correct.setString(2, campaign);
            correct.setString(3, campaign);
            return correct.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("correcting the figures", e);
        }
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
        try (Connection connection = dataSource.getConnection();
                PreparedStatement subtract = connection.prepareStatement(sql)) {
            subtract.setString(1, customer);
            subtract.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("taking a customer out of the figures", e);
        }
    }
}
