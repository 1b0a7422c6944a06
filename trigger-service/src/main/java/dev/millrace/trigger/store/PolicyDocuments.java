package dev.millrace.trigger.store;

import dev.millrace.trigger.policy.settings.Policies;
import dev.millrace.trigger.policy.settings.PoliciesReader;
import dev.millrace.trigger.policy.settings.PoliciesReading;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The shop's policies with all their versions, of which the newest is in force. A version never changes. */
@ApplicationScoped
public class PolicyDocuments {

    /** A version as the API shows it. */
    public record Version(int version, String document, Instant createdAt) {}

    /** Versions count from 1. */
    private static final int NONE = 0;

    private final AgroalDataSource dataSource;
    private final Map<Integer, Policies> read = new ConcurrentHashMap<>();

    PolicyDocuments(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Those of the newest document; the default ones where there is none. */
    public Policies inForce() {
        int newest = newestVersion();
        if (newest == NONE) {
            return Policies.DEFAULT;
        }
        Policies known = read.get(newest);
        return known != null
                ? known
                : newest().map(it -> read.computeIfAbsent(it.version(), version -> parse(version, it.document())))
                        .orElse(Policies.DEFAULT);
    }

    private int newestVersion() {
        String sql = "select coalesce(max(version), " + NONE + ") from policies";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getInt(1) : NONE;
        } catch (SQLException e) {
            throw new StoreFailure("reading the policies", e);
        }
    }

    public Optional<Version> newest() {
        String sql = "select version, document, created_at from policies order by version desc limit 1";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next()
                    ? Optional.of(new Version(
                            row.getInt("version"), row.getString("document"), Sql.instant(row, "created_at")))
                    : Optional.empty();
        } catch (SQLException e) {
            throw new StoreFailure("reading the policies", e);
        }
    }

    /** Keeps the document as a new version, or the present one when nothing differs. */
    @Transactional
    public Version save(String document, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lock = connection.prepareStatement("lock table policies in exclusive mode")) {
            lock.execute();
        } catch (SQLException e) {
            throw new StoreFailure("locking the policies", e);
        }
        Optional<Version> newest = newest();
        if (newest.isPresent() && newest.get().document().equals(document)) {
            return newest.get();
        }
        Version next = new Version(newest.map(Version::version).orElse(0) + 1, document, now);
        String sql = "insert into policies (version, document, created_at) values (?, ?, ?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, next.version());
            insert.setString(2, document);
            insert.setObject(3, Sql.timestamp(now));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("keeping the policies", e);
        }
        return next;
    }

    private static Policies parse(int version, String document) {
        if (PoliciesReader.read(document) instanceof PoliciesReading.Accepted accepted) {
            return accepted.policies().withVersion(version);
        }
        throw new IllegalStateException("version " + version + " of the policies can't be read any more");
    }
}
