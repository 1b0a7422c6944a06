package dev.millrace.trigger.campaign;

import java.util.Locale;
import java.util.Optional;

/** What a campaign does at present. */
public enum CampaignState {
    /** Kept to be worked on: starts nobody. */
    DRAFT,
    /** Starts who triggers it. */
    ACTIVE,
    /** Starts nobody; who is under way stands still, and can still leave. */
    PAUSED,
    /** Over: starts nobody, and who is under way leaves at the next step. */
    ARCHIVED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CampaignState> parse(String text) {
        for (CampaignState state : values()) {
            if (state.text().equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
