package dev.millrace.trigger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** One version of a campaign's document; never changed. */
@Entity
@Table(name = "campaign_version")
class CampaignVersionEntity {

    @Embeddable
    record Key(String campaign, int version) implements Serializable {}

    @EmbeddedId
    Key key;

    String document;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected CampaignVersionEntity() {}

    CampaignVersionEntity(Key key, String document, Instant createdAt) {
        this.key = key;
        this.document = document;
        this.createdAt = createdAt;
    }
}
