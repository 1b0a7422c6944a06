package dev.millrace.trigger.store;

import dev.millrace.trigger.journey.Rewards.Moved;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Balances of points, each the sum of its entries and never below 0. Whoever moves one holds the customer's lock. */
@ApplicationScoped
public class Points {

    /** One line of the account. */
    public record Entry(String id, long amount, long balance, String reason, Instant at) {}

    private final Statements statements;

    Points(Statements statements) {
        this.statements = statements;
    }

    /**
     * Adds to a balance or takes off it, once for each id; asked again it tells the balance as it was after that. Empty if
     * the balance does not suffice.
     */
    public Optional<Moved> move(String customer, String id, long amount, String reason, Instant now) {
        Optional<Moved> known = statements.first(
                "looking for points",
                row -> new Moved(id, row.getLong("balance")),
                "select balance from points_entry where id = ?",
                id);
        if (known.isPresent()) {
            return known;
        }
        long before = balance(customer).orElse(0L);
        long after = Math.addExact(before, amount);
        if (after < 0) {
            return Optional.empty();
        }
        statements.update(
                "moving points",
                "insert into points_account (customer, balance, updated_at) values (?, ?, ?) on conflict (customer)"
                        + " do update set balance = points_account.balance + ?, updated_at = excluded.updated_at",
                customer,
                after,
                now,
                amount);
        statements.update(
                "noting points",
                "insert into points_entry (id, customer, amount, balance, reason, at) values (?, ?, ?, ?, ?, ?)",
                id,
                customer,
                amount,
                after,
                reason,
                now);
        return Optional.of(new Moved(id, after));
    }

    /** Whose entry it is, if there is one of this id. */
    public Optional<String> ownerOf(String id) {
        return statements.first(
                "looking for points", row -> row.getString(1), "select customer from points_entry where id = ?", id);
    }

    /** Empty for who never had any. */
    public Optional<Long> balance(String customer) {
        return Optional.ofNullable(balances(List.of(customer)).get(customer));
    }

    Map<String, Long> balances(Collection<String> customers) {
        Map<String, Long> found = new HashMap<>();
        statements.list(
                "reading balances",
                row -> found.put(row.getString("customer"), row.getLong("balance")),
                "select customer, balance from points_account where customer = any (?)",
                customers);
        return found;
    }

    /** The newest entries of a customer. */
    public List<Entry> entries(String customer, int most) {
        return statements.list(
                "reading points",
                row -> new Entry(
                        row.getString("id"),
                        row.getLong("amount"),
                        row.getLong("balance"),
                        row.getString("reason"),
                        Sql.instant(row, "at")),
                "select id, amount, balance, reason, at from points_entry where customer = ?"
                        + " order by seq desc limit ?",
                customer,
                most);
    }

    /** Two balances become one; returns it if there was anything to move. */
    Optional<Long> move(String from, String to, Instant now) {
        Optional<Long> moved = balance(from);
        if (moved.isPresent()) {
            statements.update(
                    "moving points",
                    "insert into points_account (customer, balance, updated_at) values (?, ?, ?) on conflict (customer)"
                            + " do update set balance = points_account.balance + excluded.balance,"
                            + " updated_at = excluded.updated_at",
                    to,
                    moved.get(),
                    now);
            statements.update("moving points", "delete from points_account where customer = ?", from);
            statements.update("moving points", "update points_entry set customer = ? where customer = ?", to, from);
        }
        return moved.flatMap(any -> balance(to));
    }

    void erase(String customer) {
        statements.update("erasing points", "delete from points_account where customer = ?", customer);
        statements.update("erasing points", "delete from points_entry where customer = ?", customer);
    }
}
