package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.stream.MemberKey;
import dev.millrace.segment.stream.Stores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Some members of a segment in one partition, in the order of their ids.
 *
 * @param after the last one that is known already; null from the start
 */
record MembersQuestion(String segment, @Nullable CustomerId after, int limit)
        implements Question<MembersQuestion.Told> {

    static final String PATH = "/api/partitions/members";

    /** @param standby whether a copy told it */
    public record Told(List<Member> members, boolean standby) {}

    /** @param since the instant at which the rule began to hold */
    public record Member(CustomerId customer, Instant since) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        List<Member> members = new ArrayList<>();
        boolean standby = false;
        for (PartitionView partition : partitions) {
            standby |= partition.standby();
            read(partition.store(Stores.MEMBERS), members);
        }
        return new Told(members, standby);
    }

    private void read(ReadOnlyKeyValueStore<Bytes, byte[]> store, List<Member> members) {
        Bytes from = after == null ? MemberKey.first(segment) : MemberKey.behind(segment, after);
        try (KeyValueIterator<Bytes, byte[]> range = store.range(from, MemberKey.last(segment))) {
            while (range.hasNext() && members.size() < limit) {
                KeyValue<Bytes, byte[]> entry = range.next();
                members.add(new Member(MemberKey.customer(segment, entry.key), MemberKey.since(entry.value)));
            }
        }
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        String behind = after == null ? "" : "&after=" + URLEncoder.encode(after.value(), StandardCharsets.UTF_8);
        return Hop.get(PATH + "?segment=" + segment + "&limit=" + limit + behind, Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
