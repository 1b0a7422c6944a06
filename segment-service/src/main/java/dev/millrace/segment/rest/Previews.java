package dev.millrace.segment.rest;

import dev.millrace.segment.query.Router;
import dev.millrace.segment.query.RulesInForce;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Counts whom an expression selects over all instances, for few askers at a time: it takes time that live events need. */
@Singleton
class Previews {

    private static final int AT_A_TIME = 2;

    /** @param preview of the partitions that have been counted so far */
    public record Progress(int counted, int partitions, Preview preview) {}

    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final Router router;
    private final RulesInForce rules;

    Previews(Router router, RulesInForce rules) {
        this.rules = rules;
        this.router = router;
    }

    Preview estimate(String expression, @Nullable Map<String, String> parameters, String authorization) {
        return count(new PreviewQuestion.Asked(expression, parameters, null, false), authorization);
    }

    Preview count(PreviewQuestion.Asked asked, String authorization) {
        PreviewQuestion question = new PreviewQuestion(asked, rules.fields());
        if (!permits.tryAcquire()) {
            throw busy();
        }
        try {
            return PreviewQuestion.sum(
                    router.ask(question, router.everyPartition(), authorization).all());
        } finally {
            permits.release();
        }
    }

    /** Counts one partition after the other and tells how far it is after each. */
    Multi<Progress> follow(PreviewQuestion.Asked asked, String authorization) {
        PreviewQuestion question = new PreviewQuestion(asked, rules.fields());
        if (!permits.tryAcquire()) {
            throw busy();
        }
        List<PreviewQuestion.Told> told = new ArrayList<>();
        int partitions = router.everyPartition().size();
        return Multi.createFrom()
                .iterable(router.everyPartition())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(partition -> {
                    told.addAll(router.ask(question, Set.of(partition), authorization)
                            .all());
                    return new Progress(told.size(), partitions, PreviewQuestion.sum(told));
                })
                .onTermination()
                .invoke(permits::release);
    }

    private static WebApplicationException busy() {
        return Refused.answer(
                429, ErrorView.of("busy", "other previews are being counted; ask again in a few seconds"));
    }
}
