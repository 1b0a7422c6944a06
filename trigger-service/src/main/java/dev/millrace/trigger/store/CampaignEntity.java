package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.CampaignState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A campaign's newest version and what it does at present. */
@Entity
@Table(name = "campaign")
class CampaignEntity {

    @Id
    String id;

    int version;
    String state;

    @Column(name = "updated_at")
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected CampaignEntity() {}

    CampaignEntity(String id, int version, CampaignState state, Instant updatedAt) {
        this.id = id;
        this.version = version;
        this.state = state.text();
        this.updatedAt = updatedAt;
    }

    CampaignState state() {
        return CampaignState.parse(state)
                .orElseThrow(() -> new IllegalStateException("a campaign can't be in state " + state));
    }
}
