package dev.millrace.trigger.store;

import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.reward.CodeShape;
import dev.millrace.trigger.reward.CodeText;
import dev.millrace.trigger.reward.Referral.Ruling;
import dev.millrace.trigger.reward.ReferralCode;
import dev.millrace.trigger.reward.ReferralTerms;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Personal codes, who came by them, and the friends' first orders. */
@ApplicationScoped
public class Referrals {

    /** A personal code with whose it is. */
    public record Owned(String customer, ReferralCode code, ReferralTerms terms) {}

    /** A friend's order that is to be rewarded. */
    public record Held(
            String id,
            String key,
            String referrer,
            String friend,
            @Nullable String order,
            Instant orderAt,
            Instant dueAt) {}

    private static final CodeShape SHAPE = new CodeShape("", CodeShape.SHORTEST);
    private static final int MOST_TRIES = 20;
    private static final String COLUMNS = "id, key, referrer, friend, order_id, order_at, due_at";

    private final Statements statements;
    private final SecureRandom chance = new SecureRandom();

    Referrals(Statements statements) {
        this.statements = statements;
    }

    /** The customer's code in a campaign; the first one, if two customers with codes have become one. */
    ReferralCode code(String customer, String campaign, ReferralTerms terms, Instant now) {
        statements.update(
                "changing the terms of a personal code",
                "update referral_code set terms = ? where customer = ? and campaign = ?",
                TermsText.write(terms),
                customer,
                campaign);
        Optional<Owned> known = statements.first(
                "looking for a personal code",
                Referrals::owned,
                "select * from referral_code where customer = ? and campaign = ? order by created_at, key limit 1",
                customer,
                campaign);
        return known.map(Owned::code).orElseGet(() -> make(customer, campaign, terms, now));
    }

    private ReferralCode make(String customer, String campaign, ReferralTerms terms, Instant now) {
        for (int i = 0; i < MOST_TRIES; i++) {
            String code = SHAPE.make(chance);
            int made = statements.update(
                    "keeping a personal code",
                    "insert into referral_code (key, code, customer, campaign, terms, created_at)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                    CodeText.key(code),
                    code,
                    customer,
                    campaign,
                    TermsText.write(terms),
                    now);
            if (made == 1) {
                return new ReferralCode(code, terms.linkWith(code));
            }
        }
        throw new IllegalStateException("every personal code that was made up was there before");
    }

    /** The newest code of each of these customers who has any. */
    Map<String, ReferralCode> newestOf(Collection<String> customers) {
        Map<String, ReferralCode> found = new HashMap<>();
        statements
                .list(
                        "reading personal codes",
                        Referrals::owned,
                        "select distinct on (customer) * from referral_code where customer = any (?)"
                                + " order by customer, created_at desc, key",
                        customers)
                .forEach(owned -> found.put(owned.customer(), owned.code()));
        return found;
    }

    /** The first of these that is somebody's personal code. */
    public Optional<Owned> find(Collection<String> keys) {
        return statements.first(
                "looking for a personal code",
                Referrals::owned,
                "select * from referral_code where key = any (?) order by key limit 1",
                keys);
    }

    /** Whoever's link was followed last counts. */
    public void visit(String customer, String key, Instant at) {
        statements.update(
                "noting whose link was followed",
                "insert into referral_visit (customer, key, at) values (?, ?, ?) on conflict (customer) do update"
                        + " set key = excluded.key, at = excluded.at where referral_visit.at < excluded.at",
                customer,
                key,
                at);
    }

    /** By whose link the customer came, and when. */
    public Optional<Map.Entry<String, Instant>> visitOf(String customer) {
        return statements.first(
                "looking by whose link somebody came",
                row -> Map.entry(row.getString("key"), Sql.instant(row, "at")),
                "select key, at from referral_visit where customer = ?",
                customer);
    }

    /** Does nothing if the friend has been referred before. */
    public void hold(Owned code, String friend, @Nullable String order, Instant orderAt) {
        String key = CodeText.key(code.code().code());
        boolean self = code.customer().equals(friend);
        statements.update(
                "noting a friend's order",
                "insert into referral (id, key, referrer, friend, order_id, order_at, due_at, state, reason, decided_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz) on conflict do nothing",
                StableDigest.id("referral", friend, order == null ? orderAt.toString() : order),
                key,
                code.customer(),
                friend,
                order,
                orderAt,
                orderAt.plus(code.terms().hold()),
                self ? "refused" : "held",
                self ? Ruling.SELF.text() : null,
                self ? orderAt : null);
    }

    /** Some that are due, put off so that nobody else takes them meanwhile. */
    public List<Held> claim(Instant now, Instant until, int most) {
        return statements.list(
                "claiming friends' orders",
                Referrals::held,
                "update referral set due_at = ? where id in (select id from referral where state = 'held'"
                        + " and due_at <= ? order by due_at limit ? for update skip locked) returning " + COLUMNS,
                until,
                now,
                most);
    }

    /** As it stands now, locked; empty if it was decided or erased meanwhile. */
    public Optional<Held> lock(String id) {
        return statements.first(
                "locking a friend's order",
                Referrals::held,
                "select " + COLUMNS + " from referral where id = ? and state = 'held' for update",
                id);
    }

    public void putOff(String id, Instant until, String reason) {
        statements.update(
                "putting a referral off",
                "update referral set due_at = ?, reason = ? where id = ? and state = 'held'",
                until,
                reason,
                id);
    }

    public void decide(String id, Ruling ruling, Instant now) {
        statements.update(
                "deciding a referral",
                "update referral set state = ?, reason = ?, decided_at = ? where id = ?",
                ruling == Ruling.GIVEN ? "given" : "refused",
                ruling.text(),
                now,
                id);
    }

    /** A friend who was referred under both names is so once. */
    void move(String from, String to) {
        statements.update(
                "moving personal codes", "update referral_code set customer = ? where customer = ?", to, from);
        statements.update(
                "moving whose link was followed",
                "insert into referral_visit (customer, key, at) select ?, key, at from referral_visit where customer = ?"
                        + " on conflict (customer) do update set key = excluded.key, at = excluded.at"
                        + " where referral_visit.at < excluded.at",
                to,
                from);
        statements.update("moving whose link was followed", "delete from referral_visit where customer = ?", from);
        statements.update(
                "moving referrals",
                "update referral set state = 'refused', reason = 'merged' where friend = ? and state in ('held', 'given')"
                        + " and exists (select 1 from referral other where other.friend = ?"
                        + " and other.state in ('held', 'given'))",
                from,
                to);
        statements.update("moving referrals", "update referral set friend = ? where friend = ?", to, from);
        statements.update("moving referrals", "update referral set referrer = ? where referrer = ?", to, from);
    }

    void erase(String customer) {
        statements.update("erasing personal codes", "delete from referral_code where customer = ?", customer);
        statements.update("erasing whose link was followed", "delete from referral_visit where customer = ?", customer);
        statements.update("erasing referrals", "delete from referral where ? in (friend, referrer)", customer);
    }

    private static Owned owned(ResultSet row) throws SQLException {
        ReferralTerms terms = TermsText.read(row.getString("terms"));
        String code = row.getString("code");
        return new Owned(row.getString("customer"), new ReferralCode(code, terms.linkWith(code)), terms);
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getString("id"),
                row.getString("key"),
                row.getString("referrer"),
                row.getString("friend"),
                row.getString("order_id"),
                Sql.instant(row, "order_at"),
                Sql.instant(row, "due_at"));
    }
}
