package dev.millrace.trigger.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What became of a campaign's enrolments, counted from the rows. */
@ApplicationScoped
public class Figures {

    /** @param sent requests that were made; whether the mail went out is the mailer's to say */
    public record OfCampaign(long started, long waiting, long sent, long exited) {

        public static final OfCampaign NONE = new OfCampaign(0, 0, 0, 0);
    }

    private static final String SQL =
            """
            select e.campaign, e.started, e.waiting, e.exited, coalesce(m.sent, 0) as sent
            from (select campaign, count(*) as started,
                         count(*) filter (where state = 'live') as waiting,
                         count(*) filter (where state = 'exited') as exited
                  from enrolment group by campaign) e
            left join (select campaign, count(*) as sent from message group by campaign) m
              on m.campaign = e.campaign
            """;

    private final AgroalDataSource dataSource;

    Figures(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    public Map<String, OfCampaign> byCampaign() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(SQL);
                ResultSet rows = query.executeQuery()) {
            Map<String, OfCampaign> figures = new HashMap<>();
            while (rows.next()) {
                figures.put(
                        rows.getString("campaign"),
                        new OfCampaign(
                                rows.getLong("started"),
                                rows.getLong("waiting"),
                                rows.getLong("sent"),
                                rows.getLong("exited")));
            }
            return figures;
        } catch (SQLException e) {
            throw new StoreFailure("counting enrolments", e);
        }
    }
}
