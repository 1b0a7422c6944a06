package dev.millrace.segment.identity;

import dev.millrace.contract.CustomerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Redirects that lead in a circle, as two aliases make them that cross on the way. What moves carries its path: when it comes
 * back, the greatest id of the circle ends its redirect and keeps what comes; the others go on forwarding.
 */
final class Circles {

    /** What goes round for longer stays where it is. */
    static final int MAX_HOPS = 32;

    private Circles() {}

    /**
     * Whether what came to an id by this path must go no further.
     *
     * @param target where the id leads now; if that is not where it led when this came by, it is no circle
     */
    static boolean endsAt(CustomerId id, List<CustomerId> path, CustomerId target) {
        int before = path.lastIndexOf(id);
        if (before < 0) {
            return false;
        }
        List<CustomerId> circle = path.subList(before, path.size());
        boolean isAsBefore = circle.size() > 1 && circle.get(1).equals(target);
        return isAsBefore && id.equals(Collections.max(circle)) || path.size() >= MAX_HOPS;
    }

    static List<CustomerId> by(CustomerId id, List<CustomerId> path) {
        List<CustomerId> longer = new ArrayList<>(path);
        longer.add(id);
        return longer;
    }
}
