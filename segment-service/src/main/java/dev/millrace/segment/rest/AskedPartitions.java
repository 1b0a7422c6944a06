package dev.millrace.segment.rest;

import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.NotHere;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.PartitionViews;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The partitions that another instance asks this one for. */
@Singleton
class AskedPartitions {

    private static final int MAX_LENGTH = 10_000;

    private final PartitionViews views;

    AskedPartitions(PartitionViews views) {
        this.views = views;
    }

    /** All of them, or {@link NotHere}: part of an answer would pass for the whole. */
    List<PartitionView> require(@Nullable String header) {
        if (header == null || header.length() > MAX_LENGTH || !header.matches("\\d{1,6}(,\\d{1,6})*")) {
            throw Refused.badRequest("this path is for instances of the service among themselves; they send "
                    + Hop.PARTITIONS_HEADER + " such as 0,3");
        }
        List<PartitionView> all = new ArrayList<>();
        for (String number : header.split(",", -1)) {
            int partition = Integer.parseInt(number);
            all.add(views.find(partition).orElseThrow(() -> new NotHere(partition)));
        }
        return all;
    }
}
