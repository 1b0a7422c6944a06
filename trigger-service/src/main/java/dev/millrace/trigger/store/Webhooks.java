package dev.millrace.trigger.store;

import dev.millrace.trigger.journey.Effect.Webhook;
import dev.millrace.trigger.journey.Enrolment.Origin;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Calls of other services that were decided and are to be delivered. Adding one again changes nothing. */
@ApplicationScoped
public class Webhooks {

    private final AgroalDataSource dataSource;

    Webhooks(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    public void add(Origin origin, String step, Webhook webhook) {
        String sql = "insert into webhook (id, enrolment, customer, campaign, step, url, body, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, webhook.id());
            insert.setString(2, origin.id());
            insert.setString(3, origin.customer().value());
            insert.setString(4, origin.campaign());
            insert.setString(5, step);
            insert.setString(6, webhook.url());
            insert.setString(7, webhook.body());
            insert.setObject(8, Sql.timestamp(webhook.at()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("keeping a call to be delivered", e);
        }
    }
}
