package dev.millrace.trigger.store;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Trigger;
import dev.millrace.trigger.policy.Reason;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The row of an {@link Enrolment}. Its version grows with every change and every claim. */
@Entity
@Table(name = "enrolment")
public class EnrolmentEntity {

    static final String LIVE = "live";
    static final String COMPLETED = "completed";
    static final String EXITED = "exited";

    @Id
    String id;

    String customer;

    @Column(name = "user_id")
    @Nullable
    String userId;

    String campaign;

    @Column(name = "campaign_version")
    int campaignVersion;

    short priority;

    @Enumerated(EnumType.STRING)
    SegmentTransition.Kind kind;

    String source;

    @Column(name = "triggered_at")
    Instant triggeredAt;

    @Nullable
    String occurrence;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "held_out")
    boolean heldOut;

    String state;
    int position;
    boolean begun;

    @Nullable
    String heard;

    @Column(name = "due_at")
    @Nullable
    Instant dueAt;

    @Column(name = "wake_at")
    @Nullable
    Instant wakeAt;

    int asked;

    @Column(name = "waits_for")
    @Enumerated(EnumType.STRING)
    @Nullable
    Reason waitsFor;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "end_reason")
    @Enumerated(EnumType.STRING)
    @Nullable
    Reason endReason;

    @Version
    long version;

    @SuppressWarnings("NullAway.Init")
    protected EnrolmentEntity() {}

    EnrolmentEntity(Enrolment.Live live) {
        Enrolment.Origin origin = live.origin();
        this.id = origin.id();
        this.customer = origin.customer().value();
        this.userId = origin.userId();
        this.campaign = origin.campaign();
        this.campaignVersion = origin.campaignVersion();
        this.priority = (short) origin.priority();
        this.kind = origin.trigger().kind();
        this.source = origin.trigger().source();
        this.triggeredAt = origin.trigger().at();
        this.occurrence = Texts.write(origin.trigger().occurrence());
        this.startedAt = origin.startedAt();
        this.heldOut = origin.heldOut();
        this.state = LIVE;
        become(live);
    }

    public long version() {
        return version;
    }

    public Enrolment toEnrolment() {
        Trigger trigger = new Trigger(kind, source, triggeredAt, Texts.occurrence(occurrence));
        Enrolment.Origin origin = new Enrolment.Origin(
                id, CustomerId.of(customer), userId, campaign, campaignVersion, priority, trigger, startedAt, heldOut);
        return switch (state) {
            case LIVE ->
                new Enrolment.Live(
                        origin,
                        position,
                        begun,
                        Objects.requireNonNull(dueAt),
                        Objects.requireNonNull(wakeAt),
                        asked,
                        waitsFor,
                        Texts.instants(heard));
            case COMPLETED -> new Enrolment.Completed(origin, Objects.requireNonNull(endedAt));
            case EXITED ->
                new Enrolment.Exited(origin, Objects.requireNonNull(endedAt), Objects.requireNonNull(endReason));
            default -> throw new IllegalStateException("an enrolment can't be in state " + state);
        };
    }

    /** Whose it is from now on. */
    public final void belongTo(CustomerId other) {
        customer = other.value();
    }

    /** Takes over where the enrolment stands now. */
    public final void become(Enrolment enrolment) {
        customer = enrolment.origin().customer().value();
        if (enrolment instanceof Enrolment.Live live) {
            position = live.position();
            begun = live.begun();
            heard = live.heard().isEmpty() ? null : Texts.write(live.heard());
            dueAt = live.dueAt();
            wakeAt = live.wakeAt();
            asked = live.asked();
            waitsFor = live.waitsFor();
        } else if (enrolment instanceof Enrolment.Completed completed) {
            end(COMPLETED, completed.at(), null);
        } else if (enrolment instanceof Enrolment.Exited exited) {
            end(EXITED, exited.at(), exited.reason());
        }
    }

    private void end(String how, Instant at, @Nullable Reason reason) {
        state = how;
        endedAt = at;
        endReason = reason;
        dueAt = null;
        wakeAt = null;
        heard = null;
        waitsFor = null;
    }
}
