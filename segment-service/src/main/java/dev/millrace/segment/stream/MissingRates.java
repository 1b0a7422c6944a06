package dev.millrace.segment.stream;

import dev.millrace.segment.customer.Conversion;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * The currencies in which this process was told amounts that it couldn't convert, with the number of events, since it started.
 * Anybody may send any three letters: only the first {@value #MOST} are told apart.
 */
public final class MissingRates {

    private static final Logger LOG = Logger.getLogger(MissingRates.class);
    private static final int MOST = 50;
    private static final String OTHERS = "others";

    private final ConcurrentMap<String, LongAdder> events = new ConcurrentHashMap<>();

    void folded(Conversion conversion) {
        if (conversion != Conversion.NONE) {
            conversion.withoutRate().forEach(this::missed);
        }
    }

    private void missed(String currency) {
        String named = events.containsKey(currency) || events.size() < MOST ? currency : OTHERS;
        LongAdder count = events.computeIfAbsent(named, MissingRates::begun);
        count.increment();
        Metrics.counter("millrace_events_without_rate", "currency", named).increment();
    }

    private static LongAdder begun(String currency) {
        LOG.warnf("event=rate-missing currency=%s amounts=left-out-of-rules", currency);
        return new LongAdder();
    }

    /** Currency to the number of events. */
    public Map<String, Long> events() {
        Map<String, Long> counts = new TreeMap<>();
        events.forEach((currency, count) -> counts.put(currency, count.sum()));
        return counts;
    }
}
