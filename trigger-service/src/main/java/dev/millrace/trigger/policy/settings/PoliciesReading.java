package dev.millrace.trigger.policy.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.trigger.campaign.Problem;
import java.util.List;

/** What came of reading a policies document: policies, or everything that is wrong with it. */
public sealed interface PoliciesReading {

    /** @param document as it will be kept */
    record Accepted(Policies policies, ObjectNode document) implements PoliciesReading {}

    record Refused(List<Problem> problems) implements PoliciesReading {

        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal says why");
            }
        }
    }
}
