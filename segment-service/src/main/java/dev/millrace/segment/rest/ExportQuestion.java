package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.segment.query.FoundCustomer;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything a partition holds of one customer. */
record ExportQuestion(CustomerId id) implements Question<ExportQuestion.Told> {

    static final String PATH = "/api/partitions/export";

    /** @param export null if nothing is known */
    public record Told(@Nullable ObjectNode export) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        FoundCustomer found = FoundCustomer.read(partitions.get(0), id);
        return new Told(
                found.customer().map(it -> CustomerExport.of(id, it, found)).orElse(null));
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        return Hop.get(PATH + "?id=" + URLEncoder.encode(id.value(), StandardCharsets.UTF_8), Hop.PATIENT);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
