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

    /** More than any way has that is not a circle. */
    static final int MAX_HOPS = 32;

    private Circles() {}

    /** Whether what came to an id by this path must go no further. */
    static boolean endsAt(CustomerId id, List<CustomerId> path) {
        int before = path.lastIndexOf(id);
        boolean isGreatest = before >= 0 && id.equals(Collections.max(path.subList(before, path.size())));
        return isGreatest || path.size() >= MAX_HOPS;
    }

    static List<CustomerId> by(CustomerId id, List<CustomerId> path) {
        List<CustomerId> longer = new ArrayList<>(path);
        longer.add(id);
        return longer;
    }
}
