package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What came of reading a campaign document: a campaign, or everything that is wrong with it. */
public sealed interface Reading {

    /**
     * @param document the document as it will be kept
     * @param references what other services have to know for it to work
     */
    record Accepted(Campaign campaign, ObjectNode document, List<Reference> references) implements Reading {

        public Accepted {
            references = List.copyOf(references);
        }
    }

    record Refused(List<Problem> problems) implements Reading {

        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal says why");
            }
        }
    }
}
