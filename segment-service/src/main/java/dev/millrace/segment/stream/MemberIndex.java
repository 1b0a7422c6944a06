package dev.millrace.segment.stream;

import dev.millrace.contract.SegmentTransition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Who is in which segment and how many: what the transitions of a task leave behind, to be read page by page. */
final class MemberIndex {

    private final KeyValueStore<Bytes, byte[]> members;
    private final KeyValueStore<String, Long> counts;

    MemberIndex(ProcessorContext<?, ?> context) {
        this.members = context.getStateStore(Stores.MEMBERS);
        this.counts = context.getStateStore(Stores.COUNTS);
    }

    void apply(SegmentTransition transition) {
        Bytes key = MemberKey.of(transition.segment(), transition.customer());
        switch (transition.kind()) {
            case ENTERED -> {
                members.put(key, MemberKey.since(transition.at()));
                add(transition.segment(), 1);
            }
            case EXITED -> {
                members.put(key, null); // delete would read the entry from the disk first
                add(transition.segment(), -1);
            }
            case OCCURRED -> {}
        }
    }

    private void add(String segment, long change) {
        Long known = counts.get(segment);
        counts.put(segment, (known == null ? 0 : known) + change);
    }
}
