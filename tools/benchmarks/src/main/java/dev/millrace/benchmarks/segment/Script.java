package dev.millrace.benchmarks.segment;

import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Who does what: each customer in turn, in no order of their ids, the next of some acts. They start at different ones, so
 * that each act has the same share of the time.
 */
final class Script {

    /** A prime above every number of customers that is measured, so that the steps reach everybody. */
    private static final long STEP = 15_485_863;

    private final long customers;
    private final List<Act> acts;
    private final Topics topics;
    private final Map<Act, Template> templates = new EnumMap<>(Act.class);

    Script(Topics topics, long customers, List<Act> acts) {
        this.topics = topics;
        this.customers = customers;
        this.acts = acts;
    }

    /** A customer who comes often: two of eight events move somebody. */
    static List<Act> visit() {
        return List.of(Act.LOOK, Act.VIEW, Act.ADD, Act.VIEW, Act.CLICK, Act.LOOK, Act.REMOVE, Act.VIEW);
    }

    /** Newcomers: one of four moves somebody, one of four is followed by a timer. */
    static List<Act> newcomers() {
        return List.of(Act.ADD, Act.LOOK, Act.QUIZ, Act.VIEW);
    }

    Act act(long n) {
        return acts.get((int) ((n / customers + customer(n)) % acts.size()));
    }

    private long customer(long n) {
        return n % customers * STEP % customers;
    }

    ProducerRecord<byte[], byte[]> event(long n, String id, Instant at) {
        Act act = act(n);
        String user = Act.userId(customer(n));
        byte[] key = ("user:" + user).getBytes(StandardCharsets.UTF_8);
        byte[] value = templates.computeIfAbsent(act, it -> it.template(topics)).fill(id, user, at);
        ProducerRecord<byte[], byte[]> event =
                new ProducerRecord<>(act.topic(topics).name(), key, value);
        if (act.moves()) {
            event.headers().add(BareTopology.MOVES, new byte[0]);
        }
        return event;
    }
}
