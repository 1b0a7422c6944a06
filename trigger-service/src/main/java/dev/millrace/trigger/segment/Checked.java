package dev.millrace.trigger.segment;

import dev.millrace.trigger.campaign.Problem;
import java.util.List;

/** What the services that own segments, expressions and templates say of a campaign. */
public sealed interface Checked {

    record Fine() implements Checked {}

    record Refused(List<Problem> problems) implements Checked {

        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** A service did not answer, so nothing can be said. */
    record Unanswered(String service) implements Checked {}
}
