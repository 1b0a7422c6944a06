package dev.millrace.trigger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A campaign's newest version and whether it is active. */
@Entity
@Table(name = "campaign")
class CampaignEntity {

    static final String ACTIVE = "active";
    static final String ARCHIVED = "archived";

    @Id
    String id;

    int version;
    String state;

    @Column(name = "updated_at")
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected CampaignEntity() {}

    CampaignEntity(String id, int version, Instant updatedAt) {
        this.id = id;
        this.version = version;
        this.state = ACTIVE;
        this.updatedAt = updatedAt;
    }

    boolean active() {
        return state.equals(ACTIVE);
    }
}
