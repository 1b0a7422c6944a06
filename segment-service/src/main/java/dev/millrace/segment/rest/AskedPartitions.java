package dev.millrace.segment.rest;

import dev.millrace.segment.query.Freshness;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.NotHere;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.PartitionViews;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The partitions that another instance asks this one for. */
@Singleton
class AskedPartitions {

    private static final int MAX_LENGTH = 10_000;

    private final PartitionViews views;
    private final Freshness freshness;

    AskedPartitions(PartitionViews views, Freshness freshness) {
        this.views = views;
        this.freshness = freshness;
    }

    List<PartitionView> require(@Nullable String header) {
        return require(header, Instant.MIN);
    }

    /** All of them, or {@link NotHere}: part of an answer would pass for the whole. */
    List<PartitionView> require(@Nullable String header, Instant notBefore) {
        if (header == null || header.length() > MAX_LENGTH || !header.matches("\\d{1,6}(,\\d{1,6})*")) {
            throw Refused.badRequest("this path is for instances of the service among themselves; they send "
                    + Hop.PARTITIONS_HEADER + " such as 0,3");
        }
        List<Integer> partitions =
                Arrays.stream(header.split(",", -1)).map(Integer::valueOf).toList();
        freshness.await(partitions, notBefore);
        return partitions.stream()
                .map(partition -> views.find(partition).orElseThrow(() -> new NotHere(partition)))
                .toList();
    }
}
