package dev.millrace.trigger.store;

import dev.millrace.trigger.webhook.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Services that campaigns call, with the keys by which they know us. */
@ApplicationScoped
public class WebhookTargets {

    public static final int MOST_KEYS = 3;

    /** @param paused calls wait until it is active again */
    public record Target(String id, String url, boolean paused, Instant updatedAt) {}

    /** A key without its secret. */
    public record KeyView(String id, Instant createdAt) {}

    private final Statements statements;
    private final KeySeal seal;
    private final SecureRandom chance = new SecureRandom();

    WebhookTargets(Statements statements, KeySeal seal) {
        this.statements = statements;
        this.seal = seal;
    }

    /** Returns whether the target is new. */
    @Transactional
    public boolean put(String id, String url, boolean paused, Instant now) {
        boolean known = find(id).isPresent();
        statements.update(
                "keeping a target",
                "insert into webhook_target (id, url, state, updated_at) values (?, ?, ?, ?) on conflict (id) do update"
                        + " set url = excluded.url, state = excluded.state, updated_at = excluded.updated_at",
                id,
                url,
                paused ? "paused" : "active",
                now);
        return !known;
    }

    public List<Target> all() {
        return statements.list("reading targets", WebhookTargets::target, "select * from webhook_target order by id");
    }

    public Optional<Target> find(String id) {
        return statements.first(
                "reading a target", WebhookTargets::target, "select * from webhook_target where id = ?", id);
    }

    /** A new key; empty if there are enough, one of which has to go first. Its secret is told here and never again. */
    @Transactional
    public Optional<SigningKey> addKey(String target, Instant now) {
        statements.list(
                "locking a target", row -> true, "select 1 from webhook_target where id = ? for update", target);
        if (keyViews(target).size() >= MOST_KEYS) {
            return Optional.empty();
        }
        SigningKey key = SigningKey.make(chance);
        statements.update(
                "keeping a key",
                "insert into webhook_key (target, id, sealed, created_at) values (?, ?, ?, ?)",
                target,
                key.id(),
                seal.seal(key.secret(), whose(target, key.id())),
                now);
        return Optional.of(key);
    }

    /** False if it is the only one, or there is none of this id. */
    @Transactional
    public boolean removeKey(String target, String key) {
        statements.list(
                "locking a target", row -> true, "select 1 from webhook_target where id = ? for update", target);
        return statements.update(
                        "removing a key",
                        "delete from webhook_key where target = ? and id = ?"
                                + " and (select count(*) from webhook_key where target = ?) > 1",
                        target,
                        key,
                        target)
                == 1;
    }

    public List<KeyView> keyViews(String target) {
        return statements.list(
                "reading keys",
                row -> new KeyView(row.getString("id"), Sql.instant(row, "created_at")),
                "select id, created_at from webhook_key where target = ? order by created_at, id",
                target);
    }

    /** Those in force. */
    public List<SigningKey> keys(String target) {
        return statements.list(
                "reading keys",
                row -> new SigningKey(
                        row.getString("id"), seal.open(row.getBytes("sealed"), whose(target, row.getString("id")))),
                "select id, sealed from webhook_key where target = ? order by created_at desc, id",
                target);
    }

    private static String whose(String target, String key) {
        return target + "/" + key;
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getString("id"),
                row.getString("url"),
                row.getString("state").equals("paused"),
                Sql.instant(row, "updated_at"));
    }
}
