package dev.millrace.segment.query;

import dev.millrace.segment.SegmentConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jboss.logging.Logger;

/**
 * Puts a question to whoever can answer it for each partition: this process where it works on the partition, else its owner
 * by one hop. What stays open is asked again of a copy, here or elsewhere, so an owner that dies costs one failed attempt.
 */
@Singleton
public class Router {

    private static final Logger LOG = Logger.getLogger(Router.class);

    private final Assignments assignments;
    private final PartitionViews views;
    private final Peers peers;
    private final Freshness freshness;
    private final int partitions;

    Router(Assignments assignments, PartitionViews views, Peers peers, Freshness freshness, SegmentConfig config) {
        this.assignments = assignments;
        this.views = views;
        this.peers = peers;
        this.freshness = freshness;
        this.partitions = config.topics().partitions();
    }

    public Set<Integer> everyPartition() {
        return IntStream.range(0, partitions).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param authorization of whoever asks, passed on to the other instances
     */
    public <T> Answers<T> ask(Question<T> question, Set<Integer> asked, String authorization) {
        List<T> values = new ArrayList<>();
        Set<Integer> open = new TreeSet<>(asked);
        Assignment assignment = assignments.current();
        open.removeAll(attempt(Plan.ofOwners(open, assignment, surroundings()), question, authorization, values));
        for (int copy = 0; !open.isEmpty() && copy < Plan.COPIES_TRIED; copy++) {
            Plan plan = Plan.ofCopies(open, assignment, surroundings(), copy);
            open.removeAll(attempt(plan, question, authorization, values));
        }
        return new Answers<>(values, open);
    }

    private Plan.Surroundings surroundings() {
        return new Plan.Surroundings(
                assignments.self(),
                views::isActive,
                partition -> views.find(partition).isPresent(),
                peers::isSilent);
    }

    /** The partitions that were answered for. */
    private <T> Set<Integer> attempt(Plan plan, Question<T> question, String authorization, List<T> values) {
        Map<Set<Integer>, CompletableFuture<T>> hops = new LinkedHashMap<>();
        plan.there().forEach((instance, theirs) -> {
            Hop hop = question.there(theirs);
            hops.put(theirs, peers.ask(instance, hop, theirs, authorization, question.type()));
        });
        Set<Integer> answered = new HashSet<>();
        if (!plan.here().isEmpty()) {
            answered.addAll(answerHere(plan.here(), question, values));
        }
        hops.forEach((theirs, answer) -> {
            try {
                values.add(answer.join());
                answered.addAll(theirs);
            } catch (CompletionException e) {
                if (e.getCause() instanceof Refusal refusal) {
                    throw refusal;
                }
                LOG.debugf("event=hop-failed partitions=%s reason=%s", theirs, e.getCause());
            }
        });
        return answered;
    }

    private <T> Set<Integer> answerHere(Set<Integer> mine, Question<T> question, List<T> values) {
        freshness.await(mine, question.notBefore());
        Map<Integer, PartitionView> readable = new TreeMap<>();
        mine.forEach(partition -> views.find(partition).ifPresent(view -> readable.put(partition, view)));
        if (readable.isEmpty()) {
            return Set.of();
        }
        try {
            values.add(question.here(List.copyOf(readable.values())));
            return readable.keySet();
        } catch (NotHere | InvalidStateStoreException moved) {
            return Set.of();
        }
    }
}
