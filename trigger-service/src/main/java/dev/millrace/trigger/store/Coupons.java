package dev.millrace.trigger.store;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.reward.CodeText;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.reward.CouponTerms;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Codes that customers have. Whoever gives one to a customer holds the customer's lock. */
@ApplicationScoped
public class Coupons {

    /** A code with whose it is; nobody's if it was used before it was given to anybody, or its owner was erased. */
    public record Owned(@Nullable CustomerId customer, Coupon coupon) {}

    /** As often as codes that are made up by chance may have been made up before. */
    private static final int MOST_TRIES = 20;

    private static final String COLUMNS =
            "pool, code, state, customer, issued_at, expires_at, minimum_order, currency, channel";

    private final Statements statements;
    private final SecureRandom chance = new SecureRandom();

    Coupons(Statements statements) {
        this.statements = statements;
    }

    /**
     * The code for this enrolment and step: the one it has, or one more. Empty when there is none left; codes that others
     * are just taking are left out, and come back if they are not taken after all.
     */
    Optional<Coupon> issue(CustomerId customer, String enrolment, String step, CouponTerms terms, Instant now) {
        Optional<Coupon> known = statements
                .first(
                        "looking for a code",
                        Coupons::owned,
                        "select " + COLUMNS + " from coupon where enrolment = ? and step = ?",
                        enrolment,
                        step)
                .map(Owned::coupon);
        if (known.isPresent()) {
            return known;
        }
        Instant expires = terms.expiresAfter() == null ? null : now.plus(terms.expiresAfter());
        return terms.shape() == null
                ? take(customer, enrolment, step, terms, expires, now)
                : Optional.of(make(customer, enrolment, step, terms, expires, now));
    }

    private Optional<Coupon> take(
            CustomerId customer,
            String enrolment,
            String step,
            CouponTerms terms,
            @Nullable Instant expires,
            Instant now) {
        String sql = "update coupon set state = 'issued', customer = ?, enrolment = ?, step = ?, issued_at = ?,"
                + " expires_at = ?::timestamptz, minimum_order = ?::numeric, currency = ?, channel = ?"
                + " where key = (select key from coupon where pool = ? and state = 'free'"
                + " limit 1 for update skip locked) returning " + COLUMNS;
        return statements
                .first(
                        "taking a code",
                        Coupons::owned,
                        sql,
                        customer.value(),
                        enrolment,
                        step,
                        now,
                        expires,
                        terms.minimumOrder(),
                        terms.currency(),
                        terms.channel(),
                        terms.pool())
                .map(Owned::coupon);
    }

    private Coupon make(
            CustomerId customer,
            String enrolment,
            String step,
            CouponTerms terms,
            @Nullable Instant expires,
            Instant now) {
        statements.update(
                "keeping a pool",
                "insert into coupon_pool (id, low_below, created_at) values (?, 0, ?) on conflict do nothing",
                terms.pool(),
                now);
        String sql = "insert into coupon (pool, key, code, state, customer, enrolment, step, issued_at, expires_at,"
                + " minimum_order, currency, channel, added_at)"
                + " values (?, ?, ?, 'issued', ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning " + COLUMNS;
        for (int i = 0; i < MOST_TRIES; i++) {
            String code = Objects.requireNonNull(terms.shape()).make(chance);
            Optional<Owned> made = statements.first(
                    "keeping a code",
                    Coupons::owned,
                    sql,
                    terms.pool(),
                    CodeText.key(code),
                    code,
                    customer.value(),
                    enrolment,
                    step,
                    now,
                    expires,
                    terms.minimumOrder(),
                    terms.currency(),
                    terms.channel(),
                    now);
            if (made.isPresent()) {
                return made.get().coupon();
            }
        }
        throw new IllegalStateException("every code that was made up for " + terms.pool() + " was there before");
    }

    /** The newest code of each pool that these customers have. */
    List<Owned> newestOf(Collection<String> customers) {
        return statements.list(
                "reading codes",
                Coupons::owned,
                "select distinct on (customer, pool) " + COLUMNS + " from coupon where customer = any (?)"
                        + " order by customer, pool, issued_at desc, key",
                customers);
    }

    /** All codes of a customer, the newest first. */
    public List<Coupon> of(CustomerId customer) {
        return statements
                .list(
                        "reading codes",
                        Coupons::owned,
                        "select " + COLUMNS + " from coupon where customer = ? order by issued_at desc, key limit 1000",
                        customer.value())
                .stream()
                .map(Owned::coupon)
                .toList();
    }

    /** By its state goes what rules say of the pool. */
    public Coupon.State poolState(CustomerId customer, Coupon coupon) {
        return newestOf(List.of(customer.value())).stream()
                .map(Owned::coupon)
                .filter(one -> one.pool().equals(coupon.pool()))
                .findFirst()
                .orElse(coupon)
                .state();
    }

    /** Locks them in one order for all, so that two who redeem the same codes don't wait for each other. */
    public void lock(Collection<String> keys) {
        statements.list(
                "locking codes",
                row -> row.getString(1),
                "select key from coupon where key = any (?) order by key for update",
                keys);
    }

    /** These codes were used in an order, whoever used them; returns those for which that is new. Expired ones, too. */
    public List<Owned> redeem(Collection<String> keys, @Nullable String order, Instant at) {
        return statements.list(
                "redeeming codes",
                Coupons::owned,
                "update coupon set state = 'redeemed', redeemed_at = ?, redeemed_order = ?"
                        + " where key = any (?) and state <> 'redeemed' returning " + COLUMNS,
                at,
                order,
                keys);
    }

    /** Customers who have codes that have expired, some of them. */
    public List<String> expiring(Instant now, int most) {
        return statements.list(
                "looking for codes that expire",
                row -> row.getString(1),
                "select distinct customer from (select customer from coupon where state = 'issued' and expires_at <= ?"
                        + " and customer is not null order by expires_at limit ?) as due",
                now,
                most);
    }

    public List<Owned> expire(Collection<String> customers, Instant now) {
        return statements.list(
                "expiring codes",
                Coupons::owned,
                "update coupon set state = 'expired' where customer = any (?) and state = 'issued' and expires_at <= ?"
                        + " returning " + COLUMNS,
                customers,
                now);
    }

    void move(String from, String to) {
        statements.update("moving codes", "update coupon set customer = ? where customer = ?", to, from);
    }

    /** The code stays, so that nobody gets it again. */
    void erase(String customer) {
        statements.update(
                "erasing codes",
                "update coupon set customer = null, enrolment = null, step = null, redeemed_order = null where customer = ?",
                customer);
    }

    private static Owned owned(ResultSet row) throws SQLException {
        String customer = row.getString("customer");
        Instant issued = Sql.instantOrNull(row, "issued_at");
        return new Owned(
                customer == null ? null : CustomerId.of(customer),
                new Coupon(
                        row.getString("pool"),
                        row.getString("code"),
                        Coupon.State.of(row.getString("state")),
                        issued == null ? Instant.EPOCH : issued,
                        Sql.instantOrNull(row, "expires_at"),
                        row.getBigDecimal("minimum_order"),
                        row.getString("currency"),
                        row.getString("channel")));
    }
}
