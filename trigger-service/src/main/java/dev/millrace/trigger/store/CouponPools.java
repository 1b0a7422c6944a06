package dev.millrace.trigger.store;

import dev.millrace.trigger.reward.CodeText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pools of codes: uploading to them, and how many are left. */
@ApplicationScoped
public class CouponPools {

    public static final int USUALLY_LOW_BELOW = 100;

    public record Pool(String id, int lowBelow, long free, long issued, long redeemed, long expired) {

        /** A pool whose codes are made up has none to run out of. */
        public boolean isLow() {
            return lowBelow > 0 && free < lowBelow;
        }
    }

    /** @param added that were not there before, in any pool */
    public record Upload(int added, int known) {}

    private final Statements statements;

    CouponPools(Statements statements) {
        this.statements = statements;
    }

    /** Adds codes; those that are known, in whatever pool, are left as they are. Who waits for codes goes on. */
    @Transactional
    public Upload add(String pool, List<String> codes, Instant now) {
        statements.update(
                "keeping a pool",
                "insert into coupon_pool (id, low_below, created_at) values (?, ?, ?) on conflict (id) do update"
                        + " set low_below = case when coupon_pool.low_below = 0 then excluded.low_below"
                        + " else coupon_pool.low_below end",
                pool,
                USUALLY_LOW_BELOW,
                now);
        Map<String, String> byKey = new LinkedHashMap<>();
        codes.forEach(code -> byKey.putIfAbsent(CodeText.key(code), code.strip()));
        // in one order for all, so that two uploads of the same codes don't wait for each other
        String sql = "insert into coupon (pool, key, code, state, added_at)"
                + " select ?, new.key, new.code, 'free', ? from unnest(?::text[], ?::text[]) as new (key, code)"
                + " order by new.key collate \"C\" on conflict do nothing";
        int added = statements.update(
                "adding codes", sql, pool, now, List.copyOf(byKey.keySet()), new ArrayList<>(byKey.values()));
        if (added > 0) {
            statements.update(
                    "waking who waits for codes",
                    "update enrolment set wake_at = ?, version = version + 1 where id in (select id from enrolment"
                            + " where state = 'live' and waits_for = 'POOL_EMPTY' and wake_at > ?"
                            + " order by customer collate \"C\" for update skip locked)",
                    now,
                    now);
        }
        return new Upload(added, codes.size() - added);
    }

    /** From how few codes on the pool counts as low. A pool that is not there is made, and has no codes yet. */
    @Transactional
    public void lowBelow(String pool, int codes, Instant now) {
        statements.update(
                "keeping a pool",
                "insert into coupon_pool (id, low_below, created_at) values (?, ?, ?)"
                        + " on conflict (id) do update set low_below = excluded.low_below",
                pool,
                codes,
                now);
    }

    public boolean exists(String pool) {
        return statements
                .first("looking for a pool", row -> true, "select 1 from coupon_pool where id = ?", pool)
                .isPresent();
    }

    public List<Pool> all() {
        return counted("");
    }

    public Optional<Pool> find(String pool) {
        return counted(pool).stream().findFirst();
    }

    /** How many are left of each pool into which codes are uploaded. */
    public Map<String, Long> free() {
        Map<String, Long> free = new LinkedHashMap<>();
        statements.list(
                "counting codes",
                row -> free.put(row.getString("id"), row.getLong("free")),
                "select id, (select count(*) from coupon where pool = coupon_pool.id and state = 'free') as free"
                        + " from coupon_pool where low_below > 0 order by id");
        return free;
    }

    /** How many enrolments wait for codes of whatever pool. */
    public long waiting() {
        return statements
                .first(
                        "counting who waits for codes",
                        row -> row.getLong(1),
                        "select count(*) from enrolment where state = 'live' and waits_for = 'POOL_EMPTY'")
                .orElse(0L);
    }

    private List<Pool> counted(String only) {
        String sql = "select id, low_below,"
                + " count(coupon.key) filter (where coupon.state = 'free') as free,"
                + " count(coupon.key) filter (where coupon.state = 'issued') as issued,"
                + " count(coupon.key) filter (where coupon.state = 'redeemed') as redeemed,"
                + " count(coupon.key) filter (where coupon.state = 'expired') as expired"
                + " from coupon_pool left join coupon on pool = id where ? in ('', id) group by id order by id";
        return statements.list(
                "counting codes",
                row -> new Pool(
                        row.getString("id"),
                        row.getInt("low_below"),
                        row.getLong("free"),
                        row.getLong("issued"),
                        row.getLong("redeemed"),
                        row.getLong("expired")),
                sql,
                only);
    }
}
