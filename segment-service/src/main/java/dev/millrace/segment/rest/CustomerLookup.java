package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import dev.millrace.segment.query.Answers;
import dev.millrace.segment.query.Router;
import dev.millrace.segment.query.RulesInForce;
import dev.millrace.segment.query.Unanswered;
import dev.millrace.segment.rest.CustomersQuestion.Wanted;
import dev.millrace.segment.rule.Expression;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds customers wherever they lie, and follows an id that was merged into another one. Each round asks all instances at a
 * time; a merged id takes one round more.
 */
@Singleton
class CustomerLookup {

    /** A chain of merges is shortened as it is followed; a longer one has just come about. */
    private static final int MERGES_FOLLOWED = 32;

    private static final String MOVED_TO = "movedTo";

    private final Router router;
    private final RulesInForce rules;
    private final Topics topics;
    private final int partitions;

    CustomerLookup(Router router, SegmentConfig config, RulesInForce rules, Topics topics) {
        this.topics = topics;
        this.rules = rules;
        this.router = router;
        this.partitions = config.topics().partitions();
    }

    /** The customer, known or not; {@link Unanswered} if nobody could tell. */
    ObjectNode find(CustomerId id, String authorization) {
        ObjectNode found = find(List.of(id), Wanted.NOTHING, authorization).get(0);
        if (found.has("error")) {
            throw new Unanswered(Set.of(Topics.partitionOf(id, partitions)));
        }
        return found;
    }

    /** One answer for each id, in their order. Where nobody could tell, it has an {@code error}. */
    List<ObjectNode> find(List<CustomerId> ids, Wanted wanted, String authorization) {
        Map<String, Expression> expressions = Expressions.require(wanted.expressions(), rules.fields());
        Map<CustomerId, CustomerId> current = new LinkedHashMap<>();
        ids.forEach(id -> current.put(id, id));
        Map<CustomerId, ObjectNode> known = new HashMap<>();
        for (int round = 0; round <= MERGES_FOLLOWED; round++) {
            Set<CustomerId> open = new TreeSet<>(current.values());
            open.removeAll(known.keySet());
            if (open.isEmpty()) {
                break;
            }
            known.putAll(ask(open, wanted, expressions, authorization));
            current.replaceAll((asked, now) -> follow(now, known));
        }
        return ids.stream()
                .map(id -> answer(id, current.getOrDefault(id, id), known))
                .toList();
    }

    private Map<CustomerId, ObjectNode> ask(
            Collection<CustomerId> ids, Wanted wanted, Map<String, Expression> expressions, String authorization) {
        Set<Integer> asked = ids.stream()
                .map(id -> Topics.partitionOf(id, partitions))
                .collect(Collectors.toCollection(TreeSet::new));
        Answers<CustomersQuestion.Told> answers =
                router.ask(new CustomersQuestion(ids, wanted, expressions, topics, partitions), asked, authorization);
        if (answers.values().isEmpty()) {
            answers.all();
        }
        Map<CustomerId, ObjectNode> told = new HashMap<>();
        answers.values().forEach(part -> part.customers()
                .forEach(customer -> told.put(CustomerId.of(customer.path("id").asText()), customer)));
        return told;
    }

    /** As far as is known; a chain that leads back to itself is left at some place of it. */
    static CustomerId follow(CustomerId id, Map<CustomerId, ObjectNode> known) {
        CustomerId now = id;
        for (int step = 0; step <= MERGES_FOLLOWED; step++) {
            ObjectNode customer = known.get(now);
            if (customer == null || !customer.hasNonNull(MOVED_TO)) {
                return now;
            }
            now = CustomerId.of(customer.path(MOVED_TO).asText());
        }
        return now;
    }

    private static ObjectNode answer(CustomerId asked, CustomerId now, Map<CustomerId, ObjectNode> known) {
        ObjectNode customer = known.get(now);
        if (customer == null || customer.hasNonNull(MOVED_TO)) {
            ObjectNode silent = Json.object().put("id", asked.value());
            silent.putObject("error")
                    .put("code", "not-ready")
                    .put("message", "the instance that has this customer does not answer, and no copy of it is ready");
            return silent;
        }
        if (now.equals(asked)) {
            return customer;
        }
        return customer.deepCopy().put("mergedInto", now.value());
    }
}
