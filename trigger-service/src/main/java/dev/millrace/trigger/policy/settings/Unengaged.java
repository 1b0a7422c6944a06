package dev.millrace.trigger.policy.settings;

import java.time.Duration;
import java.util.Set;

/**
 * Who gets no marketing mail because they gave no sign of life.
 *
 * @param segment those who did
 * @param after how long somebody new has to give the first one
 * @param except campaigns that are meant for them, such as a last question whether they want to stay
 */
public record Unengaged(String segment, Duration after, Set<String> except) {

    public Unengaged {
        except = Set.copyOf(except);
    }
}
