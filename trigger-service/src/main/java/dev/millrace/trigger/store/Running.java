package dev.millrace.trigger.store;

import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.report.Figures;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Changes all enrolments of a campaign that are under way, in the caller's transaction. Each change counts a row's version up,
 * so a decision on what the row was before is not carried out.
 */
@ApplicationScoped
public class Running {

    /** Where enrolments of older versions stand. */
    private record Place(int version, int position) {}

    /** What became of those under way: moved to the new version, or left at their step of the old one. */
    public record Moved(long moved, long stayed) {}

    /** A version of a campaign in which somebody is under way. */
    public record Used(String campaign, int version) {}

    /** What the change means for the figures of reports, in the same statement. */
    private static final String FIGURES =
            "told as (insert into report_delta (campaign, version, day, held_out, step, variant, figure, value)"
                    + " select ?, campaign_version, (started_at at time zone 'UTC')::date as day, held_out, step, '',"
                    + " figure, sum(value) from";

    private final AgroalDataSource dataSource;
    private final Campaigns campaigns;

    Running(AgroalDataSource dataSource, Campaigns campaigns) {
        this.dataSource = dataSource;
        this.campaigns = campaigns;
    }

    /** Those who stand at a step that the new version has, too, go on in it; their waits end when they would have. */
    public Moved moveTo(CampaignVersion newest) {
        String id = newest.campaign().id();
        long moved = 0;
        long stayed = 0;
        for (Place place : places(id, newest.version())) {
            OptionalInt target =
                    campaigns.version(id, place.version()).program().placeIn(newest.program(), place.position());
            if (target.isPresent()) {
                moved += move(newest, place, target.getAsInt());
            } else {
                stayed += count(id, place);
            }
        }
        return new Moved(moved, stayed);
    }

    /** Those of older versions leave. */
    public long endOlder(CampaignVersion newest, Instant now) {
        String sql =
                "with ended as (update enrolment set state = 'exited', ended_at = ?, end_reason = ?, due_at = null,"
                        + " wake_at = null, waits_for = null, heard = null, version = version + 1"
                        + " where campaign = ? and state = 'live' and campaign_version <> ?"
                        + " returning campaign_version, position, started_at, held_out, customer, id), "
                        + FIGURES
                        + " ended cross join lateral (values ('#' || position, 'waiting', -1), ('', ?, 1))"
                        + " as f (step, figure, value) group by campaign_version, day, held_out, step, figure)"
                        + " select count(*) from ended";
        return changed(sql, statement -> {
            statement.setObject(1, Sql.timestamp(now));
            statement.setString(2, Reason.NEW_VERSION.name());
            statement.setString(3, newest.campaign().id());
            statement.setInt(4, newest.version());
            statement.setString(5, newest.campaign().id());
            statement.setString(6, Figures.EXITED + Reason.NEW_VERSION.text());
        });
    }

    /** Those who have not done their first step leave. */
    public long endUntouched(String campaign, Instant now) {
        String sql =
                "update enrolment set state = 'exited', ended_at = ?, end_reason = ?, due_at = null, wake_at = null,"
                        + " waits_for = null, heard = null, version = version + 1"
                        + " where campaign = ? and state = 'live' and position = 0 and not begun";
        return update(sql, statement -> {
            statement.setObject(1, Sql.timestamp(now));
            statement.setString(2, Reason.BROADCAST_CANCELLED.name());
            statement.setString(3, campaign);
        });
    }

    /** Wakes those who stood still while the campaign was paused. */
    public long resume(String campaign) {
        String sql = "update enrolment set wake_at = due_at, waits_for = null, version = version + 1"
                + " where campaign = ? and state = 'live' and waits_for = ?";
        return update(sql, statement -> {
            statement.setString(1, campaign);
            statement.setString(2, Reason.CAMPAIGN_PAUSED.name());
        });
    }

    /** The versions in which anybody is under way. */
    public Set<Used> used() {
        String sql = "select distinct campaign, campaign_version from enrolment where state = 'live'";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            Set<Used> used = new HashSet<>();
            while (rows.next()) {
                used.add(new Used(rows.getString(1), rows.getInt(2)));
            }
            return used;
        } catch (SQLException e) {
            throw new StoreFailure("finding the versions in use", e);
        }
    }

    private List<Place> places(String campaign, int newest) {
        String sql = "select distinct campaign_version, position from enrolment"
                + " where campaign = ? and state = 'live' and campaign_version <> ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, campaign);
            query.setInt(2, newest);
            try (ResultSet rows = query.executeQuery()) {
                List<Place> places = new ArrayList<>();
                while (rows.next()) {
                    places.add(new Place(rows.getInt(1), rows.getInt(2)));
                }
                return places;
            }
        } catch (SQLException e) {
            throw new StoreFailure("finding where enrolments stand", e);
        }
    }

    private long move(CampaignVersion newest, Place from, int position) {
        String sql = "with moved as (update enrolment set campaign_version = ?, position = ?, priority = ?,"
                + " version = version + 1 where campaign = ? and state = 'live' and campaign_version = ? and position = ?"
                + " returning campaign_version, position, started_at, held_out, customer, id), "
                + " again as (insert into goal_due select distinct customer from moved join goal_share s"
                + " on s.enrolment = moved.id on conflict do nothing), "
                + FIGURES
                + " moved cross join lateral (values (campaign_version, '', 'entered', 1), (?, '', 'entered', -1),"
                + " (campaign_version, '#' || position, 'waiting', 1), (?, ?, 'waiting', -1))"
                + " as f (version, step, figure, value) group by f.version, day, held_out, step, figure)"
                + " select count(*) from moved";
        return changed(sql.replace("select ?, campaign_version,", "select ?, f.version,"), statement -> {
            statement.setInt(1, newest.version());
            statement.setInt(2, position);
            statement.setInt(3, newest.campaign().priority());
            statement.setString(4, newest.campaign().id());
            statement.setInt(5, from.version());
            statement.setInt(6, from.position());
            statement.setString(7, newest.campaign().id());
            statement.setInt(8, from.version());
            statement.setInt(9, from.version());
            statement.setString(10, Figures.place(from.position()));
        });
    }

    private long count(String campaign, Place place) {
        String sql = "select count(*) from enrolment"
                + " where campaign = ? and state = 'live' and campaign_version = ? and position = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, campaign);
            query.setInt(2, place.version());
            query.setInt(3, place.position());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new StoreFailure("counting enrolments", e);
        }
    }

    private long changed(String sql, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            binding.bind(update);
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new StoreFailure("changing enrolments under way", e);
        }
    }

    private long update(String sql, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            binding.bind(update);
            return update.executeLargeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("changing enrolments under way", e);
        }
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
