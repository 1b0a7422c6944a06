package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What came of reading a campaign document: a campaign, or everything that is wrong with it. */
public sealed interface Reading {

    /** @param document the document as it will be kept */
    record Accepted(Campaign campaign, ObjectNode document) implements Reading {}

    record Refused(List<Problem> problems) implements Reading {

        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal says why");
            }
        }
    }
}
