package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.Topics;
import dev.millrace.segment.query.FoundCustomer;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.rule.Expression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of some customers, and for each whether the named expressions hold. */
final class CustomersQuestion implements Question<CustomersQuestion.Told> {

    static final String PATH = "/api/partitions/customers";

    /** As it is asked of another instance. */
    public record Asked(List<String> ids, Map<String, String> expressions, @Nullable Instant notBefore) {

        public Asked {
            ids = ids == null ? List.of() : List.copyOf(ids);
            expressions = expressions == null ? Map.of() : Map.copyOf(expressions);
        }
    }

    /** In no order; customers of other partitions are left out. */
    public record Told(List<ObjectNode> customers) {}

    private final Collection<CustomerId> ids;
    private final Map<String, String> texts;
    private final Map<String, Expression> expressions;
    private final @Nullable Instant notBefore;
    private final int partitions;

    CustomersQuestion(
            Collection<CustomerId> ids,
            Map<String, String> texts,
            Map<String, Expression> expressions,
            @Nullable Instant notBefore,
            int partitions) {
        this.ids = List.copyOf(ids);
        this.texts = Map.copyOf(texts);
        this.expressions = Map.copyOf(expressions);
        this.notBefore = notBefore;
        this.partitions = partitions;
    }

    @Override
    public Instant notBefore() {
        return notBefore == null ? Instant.MIN : notBefore;
    }

    @Override
    public Told here(List<PartitionView> views) {
        List<ObjectNode> customers = new ArrayList<>();
        for (PartitionView view : views) {
            for (CustomerId id : ids) {
                if (Topics.partitionOf(id, partitions) == view.partition()) {
                    CustomerView shown = CustomerViews.of(id, FoundCustomer.read(view, id), expressions);
                    customers.add(Json.mapper().valueToTree(shown));
                }
            }
        }
        return new Told(customers);
    }

    @Override
    public Hop there(Set<Integer> asked) {
        List<String> theirs = ids.stream()
                .filter(id -> asked.contains(Topics.partitionOf(id, partitions)))
                .map(CustomerId::value)
                .toList();
        return Hop.post(PATH, new Asked(theirs, texts, notBefore), theirs.size() > 1 ? Hop.PATIENT : Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
