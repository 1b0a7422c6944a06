package dev.millrace.trigger.store;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.report.Cell;
import dev.millrace.trigger.report.MessageRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message that was requested, as far as it may have to be revoked or counted. Holds no address and no content. */
@Entity
@Table(name = "message")
public class MessageEntity {

    @Id
    String id;

    String enrolment;
    String customer;

    @Column(name = "addressed_to")
    String addressedTo;

    String campaign;

    @Column(name = "campaign_version")
    int campaignVersion;

    String step;
    String template;
    LocalDate cohort;

    @Column(name = "class")
    String messageClass;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Column(name = "valid_until")
    Instant validUntil;

    @Column(name = "tracks_opens")
    boolean tracksOpens;

    @Column(name = "cancelled_at")
    @Nullable
    Instant cancelledAt;

    @SuppressWarnings("NullAway.Init")
    protected MessageEntity() {}

    public MessageEntity(MessageRequested request, Enrolment.Origin origin) {
        this.id = request.id();
        this.enrolment = origin.id();
        this.customer = request.customer().value();
        this.addressedTo = this.customer;
        this.campaign = request.campaign();
        this.campaignVersion = request.campaignVersion();
        this.step = request.step();
        this.template = request.template();
        this.cohort = Cell.dayOf(origin.startedAt());
        this.messageClass = request.messageClass().name().toLowerCase(Locale.ROOT);
        this.requestedAt = request.requestedAt();
        this.validUntil = request.validUntil();
        this.tracksOpens = request.trackOpens();
    }

    public String id() {
        return id;
    }

    public String customer() {
        return customer;
    }

    /** The key under which it was requested: the customer's who may have been merged into {@link #customer} since. */
    public String addressedTo() {
        return addressedTo;
    }

    public String campaign() {
        return campaign;
    }

    public int campaignVersion() {
        return campaignVersion;
    }

    public String step() {
        return step;
    }

    /** As figures are counted by it. */
    public MessageRef reference() {
        return new MessageRef(id, customer, campaign, campaignVersion, cohort, step, template);
    }

    public String enrolment() {
        return enrolment;
    }

    public MessageClass messageClass() {
        return MessageClass.valueOf(messageClass.toUpperCase(Locale.ROOT));
    }

    public void cancel(Instant at) {
        cancelledAt = at;
    }
}
