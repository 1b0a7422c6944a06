package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.CampaignVersion;
import dev.millrace.trigger.campaign.Reading;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Campaigns with all their versions. A version's document never changes, so what was read from it is kept. */
@ApplicationScoped
public class Campaigns implements PanacheRepositoryBase<CampaignEntity, String> {

    /** A campaign's newest version as the API shows it. */
    public record Summary(String id, int version, boolean active, Instant updatedAt, String document) {}

    private final Map<CampaignVersionEntity.Key, Campaign> read = new ConcurrentHashMap<>();

    /** The newest version of every campaign that is active, ordered by id. */
    @Transactional
    public List<CampaignVersion> active() {
        return list("state = ?1 order by id", CampaignEntity.ACTIVE).stream()
                .map(row -> new CampaignVersion(campaign(row.id, row.version), row.version, true))
                .toList();
    }

    /** One version, whether or not it is the newest; active as the campaign is now. */
    @Transactional
    public CampaignVersion version(String id, int version) {
        boolean active = findByIdOptional(id).map(CampaignEntity::active).orElse(false);
        return new CampaignVersion(campaign(id, version), version, active);
    }

    @Transactional
    public List<Summary> summaries() {
        return list("state = ?1 order by id", CampaignEntity.ACTIVE).stream()
                .map(this::summary)
                .toList();
    }

    @Transactional
    public Optional<Summary> summary(String id) {
        return findByIdOptional(id).map(this::summary);
    }

    /** Keeps the document as a new version, or the present one when nothing differs; the campaign is active after it. */
    @Transactional
    public Summary save(String id, String document, Instant now) {
        @Nullable CampaignEntity row = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            row = new CampaignEntity(id, 1, now);
            persistAndFlush(row);
            keep(row, document, now);
        } else if (!documentOf(id, row.version).equals(document)) {
            row.version++;
            row.updatedAt = now;
            keep(row, document, now);
        }
        row.state = CampaignEntity.ACTIVE;
        return summary(row);
    }

    /** False when there is no active campaign of that id. */
    @Transactional
    public boolean archive(String id, Instant now) {
        return update(
                        "state = ?1, updatedAt = ?2 where id = ?3 and state = ?4",
                        CampaignEntity.ARCHIVED,
                        now,
                        id,
                        CampaignEntity.ACTIVE)
                > 0;
    }

    private void keep(CampaignEntity row, String document, Instant now) {
        CampaignVersionEntity.Key key = new CampaignVersionEntity.Key(row.id, row.version);
        getEntityManager().persist(new CampaignVersionEntity(key, document, now));
    }

    private Summary summary(CampaignEntity row) {
        return new Summary(row.id, row.version, row.active(), row.updatedAt, documentOf(row.id, row.version));
    }

    private String documentOf(String id, int version) {
        CampaignVersionEntity.Key key = new CampaignVersionEntity.Key(id, version);
        @Nullable CampaignVersionEntity row = getEntityManager().find(CampaignVersionEntity.class, key);
        if (row == null) {
            throw new IllegalStateException("campaign " + id + " has no version " + version);
        }
        return row.document;
    }

    private Campaign campaign(String id, int version) {
        return read.computeIfAbsent(
                new CampaignVersionEntity.Key(id, version), key -> parse(id, documentOf(id, version)));
    }

    private static Campaign parse(String id, String document) {
        if (CampaignText.read(id, document) instanceof Reading.Accepted accepted) {
            return accepted.campaign();
        }
        throw new IllegalStateException("the stored document of campaign " + id + " can't be read any more");
    }
}
