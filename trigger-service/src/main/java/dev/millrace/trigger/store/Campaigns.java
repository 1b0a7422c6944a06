package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Program;
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
    public record Summary(String id, int version, CampaignState state, Instant updatedAt, String document) {}

    private record Compiled(Campaign campaign, Program program) {}

    private final Map<CampaignVersionEntity.Key, Compiled> read = new ConcurrentHashMap<>();

    /** The newest version of every campaign that is active, ordered by id. */
    @Transactional
    public List<CampaignVersion> active() {
        return list("state = ?1 order by id", CampaignState.ACTIVE.text()).stream()
                .map(this::newest)
                .toList();
    }

    /** One version, whether or not it is the newest, in the campaign's present state. */
    @Transactional
    public CampaignVersion version(String id, int version) {
        CampaignState state = findByIdOptional(id).map(CampaignEntity::state).orElse(CampaignState.ARCHIVED);
        return version(id, version, state);
    }

    /** The same, but the campaign's state can't change before the caller's transaction ends. */
    public CampaignVersion versionInFixedState(String id, int version) {
        @Nullable CampaignEntity row = findById(id, LockModeType.PESSIMISTIC_READ);
        if (row == null) {
            return version(id, version, CampaignState.ARCHIVED);
        }
        // what was read before the lock may be old
        getEntityManager().refresh(row);
        return version(id, version, row.state());
    }

    /** The newest version; the campaign's state and version can't change before the caller's transaction ends. */
    public Optional<CampaignVersion> newestInFixedState(String id) {
        @Nullable CampaignEntity row = findById(id, LockModeType.PESSIMISTIC_READ);
        if (row == null) {
            return Optional.empty();
        }
        getEntityManager().refresh(row);
        return Optional.of(newest(row));
    }

    /** All that are not archived, ordered by id. */
    @Transactional
    public List<Summary> summaries() {
        return list("state <> ?1 order by id", CampaignState.ARCHIVED.text()).stream()
                .map(this::summary)
                .toList();
    }

    @Transactional
    public Optional<Summary> summary(String id) {
        return findByIdOptional(id).map(this::summary);
    }

    /** The state of a campaign, which nobody else changes until the caller's transaction ends; empty if there is none. */
    public Optional<CampaignState> hold(String id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE)).map(CampaignEntity::state);
    }

    /**
     * Keeps the document as a new version, or the present one when nothing differs. Part of the caller's transaction, which
     * holds the campaign from here on.
     *
     * @param state null keeps the one it has, and makes active what is new or archived
     */
    public CampaignVersion save(String id, String document, @Nullable CampaignState state, Instant now) {
        @Nullable CampaignEntity row = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            row = new CampaignEntity(id, 1, CampaignState.ACTIVE, now);
            persistAndFlush(row);
            keep(row, document, now);
        } else if (!documentOf(id, row.version).equals(document)) {
            row.version++;
            row.updatedAt = now;
            keep(row, document, now);
        }
        if (state != null) {
            row.state = state.text();
        } else if (row.state() == CampaignState.ARCHIVED) {
            row.state = CampaignState.ACTIVE.text();
        }
        flush();
        return newest(row);
    }

    /** Empty when there is no such campaign; else it is in that state, held until the caller's transaction ends. */
    public Optional<CampaignVersion> become(String id, CampaignState state, Instant now) {
        @Nullable CampaignEntity row = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            return Optional.empty();
        }
        if (row.state() != state) {
            row.state = state.text();
            row.updatedAt = now;
            flush();
        }
        return Optional.of(newest(row));
    }

    private void keep(CampaignEntity row, String document, Instant now) {
        CampaignVersionEntity.Key key = new CampaignVersionEntity.Key(row.id, row.version);
        getEntityManager().persist(new CampaignVersionEntity(key, document, now));
    }

    private Summary summary(CampaignEntity row) {
        return new Summary(row.id, row.version, row.state(), row.updatedAt, documentOf(row.id, row.version));
    }

    private String documentOf(String id, int version) {
        CampaignVersionEntity.Key key = new CampaignVersionEntity.Key(id, version);
        @Nullable CampaignVersionEntity row = getEntityManager().find(CampaignVersionEntity.class, key);
        if (row == null) {
            throw new IllegalStateException("campaign " + id + " has no version " + version);
        }
        return row.document;
    }

    private CampaignVersion newest(CampaignEntity row) {
        return version(row.id, row.version, row.state());
    }

    private CampaignVersion version(String id, int version, CampaignState state) {
        Compiled compiled = read.computeIfAbsent(
                new CampaignVersionEntity.Key(id, version), key -> parse(id, documentOf(id, version)));
        return new CampaignVersion(compiled.campaign(), compiled.program(), version, state);
    }

    private static Compiled parse(String id, String document) {
        if (CampaignText.read(id, document) instanceof Reading.Accepted accepted) {
            return new Compiled(accepted.campaign(), Program.of(accepted.campaign()));
        }
        throw new IllegalStateException("the stored document of campaign " + id + " can't be read any more");
    }
}
