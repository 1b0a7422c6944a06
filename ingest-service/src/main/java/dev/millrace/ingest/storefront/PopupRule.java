package dev.millrace.ingest.storefront;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the pop-up comes by itself: at whichever of delay, scrolling and exit intent is first.
 *
 * @param firstVisit only then
 * @param delaySeconds on a page; absent if time alone is no reason
 * @param scrollPercent of a page; absent if scrolling is no reason
 * @param exitIntent when the pointer leaves the page at its top
 * @param againAfterDays how long a visitor who closed it is left alone; 0 is for good
 * @param exceptPaths beginnings of paths where it never comes
 */
public record PopupRule(
        boolean firstVisit,
        @Nullable Long delaySeconds,
        @Nullable Integer scrollPercent,
        boolean exitIntent,
        int againAfterDays,
        List<String> exceptPaths) {

    private static final int MAX_PATHS = 50;

    public PopupRule {
        exceptPaths = List.copyOf(exceptPaths);
        if (delaySeconds == null && scrollPercent == null && !exitIntent) {
            throw new IllegalArgumentException("the pop-up never comes; expected delay, scroll-percent or exit-intent");
        }
        if (delaySeconds != null && (delaySeconds < 0 || delaySeconds > 86_400)) {
            throw new IllegalArgumentException("a delay of " + delaySeconds + " s, expected at most a day");
        }
        if (scrollPercent != null && (scrollPercent < 0 || scrollPercent > 100)) {
            throw new IllegalArgumentException("scroll-percent is " + scrollPercent + ", expected 0 to 100");
        }
        if (againAfterDays < 0) {
            throw new IllegalArgumentException("again-after-days is " + againAfterDays + ", expected 0 or more");
        }
        if (exceptPaths.size() > MAX_PATHS) {
            throw new IllegalArgumentException("at most " + MAX_PATHS + " except-paths fit");
        }
    }
}
