package dev.millrace.trigger.store;

import dev.millrace.trigger.journey.Effect.Webhook;
import dev.millrace.trigger.journey.Enrolment.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls of other services that were decided and are to be delivered: an outbox of their own. */
@ApplicationScoped
public class WebhookCalls {

    /** A call that this instance is to make now. */
    public record Claimed(String id, String target, String body, int attempts, Instant createdAt) {}

    /** A call as the API shows it. */
    public record View(
            String id,
            String customer,
            String campaign,
            String step,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant dueAt,
            @Nullable Instant endedAt,
            @Nullable String error) {}

    /** How many of a target's calls are in which state, delivered ones of late only. */
    public record Figures(long waiting, long failed, @Nullable Instant oldest, @Nullable String lastError) {}

    private final Statements statements;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal added = new Signal();

    WebhookCalls(Statements statements, TransactionSynchronizationRegistry transaction) {
        this.statements = statements;
        this.transaction = transaction;
    }

    /** Raised whenever there may be calls to make. */
    public Signal added() {
        return added;
    }

    /** Adding one again changes nothing. */
    public void add(Origin origin, String step, Webhook webhook) {
        statements.update(
                "keeping a call to be delivered",
                "insert into webhook_call (id, target, enrolment, customer, campaign, step, body, created_at, state,"
                        + " attempts, due_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?) on conflict do nothing",
                webhook.id(),
                webhook.target(),
                origin.id(),
                origin.customer().value(),
                origin.campaign(),
                step,
                webhook.body(),
                webhook.at(),
                webhook.at());
        transaction.registerInterposedSynchronization(added.raisedAfterCommit());
    }

    /** Targets for which something is due. */
    public List<String> dueTargets(Instant now) {
        return statements.list(
                "looking for calls",
                row -> row.getString(1),
                "select id from webhook_target where state = 'active' and exists (select 1 from webhook_call"
                        + " where target = webhook_target.id and state = 'waiting' and due_at <= ?)",
                now);
    }

    /** Those due longest; nobody else makes them before the lease is over. */
    @Transactional
    public List<Claimed> claim(String target, Instant now, Instant lease, int most) {
        return statements.list(
                "claiming calls",
                row -> new Claimed(
                        row.getString("id"),
                        row.getString("target"),
                        row.getString("body"),
                        row.getInt("attempts"),
                        Sql.instant(row, "created_at")),
                "update webhook_call set due_at = ?, attempts = attempts + 1 where id in (select id from webhook_call"
                        + " where target = ? and state = 'waiting' and due_at <= ? order by due_at limit ?"
                        + " for update skip locked) returning id, target, body, attempts, created_at",
                lease,
                target,
                now,
                most);
    }

    @Transactional
    public void delivered(Claimed call, Instant now) {
        statements.update(
                "noting a call",
                "update webhook_call set state = 'delivered', body = null, error = null, ended_at = ?"
                        + " where id = ? and state = 'waiting'",
                now,
                call.id());
    }

    /** Unless another instance has taken it over meanwhile. */
    @Transactional
    public void tryAgain(Claimed call, String error, Instant at) {
        statements.update(
                "noting a call",
                "update webhook_call set due_at = ?, error = ? where id = ? and state = 'waiting' and attempts = ?",
                at,
                error,
                call.id(),
                call.attempts());
    }

    @Transactional
    public void fail(Claimed call, String error, Instant now) {
        statements.update(
                "noting a call",
                "update webhook_call set state = 'failed', error = ?, ended_at = ? where id = ? and state = 'waiting'",
                error,
                now,
                call.id());
    }

    /** Gives up what is older than this; returns how many. */
    @Transactional
    public int giveUp(Instant createdBefore, Instant now) {
        return statements.update(
                "giving calls up",
                "update webhook_call set state = 'failed', ended_at = ?, error = coalesce(error, 'never tried')"
                        + " where state = 'waiting' and created_at < ? and due_at <= ?",
                now,
                createdBefore,
                now);
    }

    /** Those that were given up are tried again, as if they had just been decided; returns how many. */
    @Transactional
    public int retry(String target, Instant now) {
        int again = statements.update(
                "trying calls again",
                "update webhook_call set state = 'waiting', attempts = 0, due_at = ?, created_at = ?, ended_at = null"
                        + " where target = ? and state = 'failed'",
                now,
                now,
                target);
        transaction.registerInterposedSynchronization(added.raisedAfterCommit());
        return again;
    }

    @Transactional
    public int forgetBefore(Instant instant) {
        return statements.update(
                "forgetting calls", "delete from webhook_call where state <> 'waiting' and ended_at < ?", instant);
    }

    public Figures figures(String target) {
        Optional<Figures> found = statements.first(
                "counting calls",
                row -> new Figures(
                        row.getLong("waiting"),
                        row.getLong("failed"),
                        Sql.instantOrNull(row, "oldest"),
                        row.getString("last_error")),
                "select count(*) filter (where state = 'waiting') as waiting,"
                        + " count(*) filter (where state = 'failed') as failed,"
                        + " min(created_at) filter (where state = 'waiting') as oldest,"
                        + " (select error from webhook_call where target = ? and error is not null"
                        + " order by coalesce(ended_at, due_at) desc limit 1) as last_error"
                        + " from webhook_call where target = ? and state <> 'delivered'",
                target,
                target);
        return found.orElse(new Figures(0, 0, null, null));
    }

    /** The newest calls of a target in a state. */
    public List<View> of(String target, String state, int most) {
        return statements.list(
                "reading calls",
                WebhookCalls::view,
                "select * from webhook_call where target = ? and state = ? order by created_at desc, id limit ?",
                target,
                state,
                most);
    }

    private static View view(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new View(
                row.getString("id"),
                row.getString("customer"),
                row.getString("campaign"),
                row.getString("step"),
                state,
                row.getInt("attempts"),
                Sql.instant(row, "created_at"),
                state.equals("waiting") ? Sql.instant(row, "due_at") : null,
                Sql.instantOrNull(row, "ended_at"),
                row.getString("error"));
    }
}
