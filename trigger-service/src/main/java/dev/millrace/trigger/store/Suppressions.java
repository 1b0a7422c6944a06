package dev.millrace.trigger.store;

import dev.millrace.trigger.policy.Suppression;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Addresses that must not be written to, as far as engagement told. mailer-service keeps its own and looks at them once more
 * before each send; these spare it the request and say why in the decision.
 */
@ApplicationScoped
public class Suppressions {

    private final AgroalDataSource dataSource;

    Suppressions(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The first reason is kept. */
    public void add(String address, Suppression suppression, String message) {
        String sql = "insert into suppression (address, scope, reason, message, since) values (?, ?, ?, ?, ?)"
                + " on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, address);
            insert.setString(2, suppression.scope().name().toLowerCase(Locale.ROOT));
            insert.setString(3, suppression.reason());
            insert.setString(4, message);
            insert.setObject(5, Sql.timestamp(suppression.since()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("suppressing an address", e);
        }
    }

    /** By address; one that may be written to has no entry. */
    Map<String, List<Suppression>> of(Collection<String> addresses) {
        String sql = "select address, scope, reason, since from suppression where address = any (?) order by scope";
        Map<String, List<Suppression>> found = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, addresses);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Suppression suppression = new Suppression(
                            Suppression.Scope.valueOf(rows.getString("scope").toUpperCase(Locale.ROOT)),
                            rows.getString("reason"),
                            Sql.instant(rows, "since"));
                    found.computeIfAbsent(rows.getString("address"), any -> new ArrayList<>())
                            .add(suppression);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreFailure("reading suppressions", e);
        }
    }
}
