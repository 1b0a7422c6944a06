package dev.millrace.segment.rest;

import dev.millrace.segment.query.Router;
import dev.millrace.segment.query.RulesInForce;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.SeenNames;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;

/** What expressions may ask for by name: what comes with the language, the shop's own, and what has arrived. */
@Singleton
class Vocabulary {

    private final Router router;
    private final RulesInForce rules;

    Vocabulary(Router router, RulesInForce rules) {
        this.router = router;
        this.rules = rules;
    }

    FieldDictionary declared() {
        return rules.fields();
    }

    /** Also what has arrived, as far as the partitions can be asked now: a name too few is a warning too many. */
    FieldDictionary all(String authorization) {
        Set<String> seen = new TreeSet<>();
        router.ask(new NamesQuestion(), router.everyPartition(), authorization)
                .values()
                .forEach(told -> seen.addAll(told.names()));
        return declared().withSeen(new SeenNames(seen));
    }
}
