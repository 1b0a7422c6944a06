package dev.millrace.mailer.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.DataRequest;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.Move;
import dev.millrace.mailer.engagement.MessageEvents;
import dev.millrace.mailer.engagement.ProfileEvents;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.mail.Sender;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.OutboxEvent;
import dev.millrace.mailer.mongo.Preferences;
import dev.millrace.mailer.mongo.Suppressions;
import dev.millrace.mailer.preference.Choices;
import dev.millrace.mailer.preference.Offer;
import dev.millrace.mailer.preference.Statement;
import dev.millrace.mailer.preference.Wording;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What readers decide, stored before they are told that it worked. A refusal is in the suppressions first, so that a crash in
 * between costs an event and not a promise; who is asked again says the same again.
 */
@Singleton
public final class ReaderChoices {

    private final Ledger ledger;
    private final Suppressions suppressions;
    private final Preferences preferences;
    private final Offer offer;
    private final Sender sender;
    private final InstantSource time;

    ReaderChoices(
            Ledger ledger,
            Suppressions suppressions,
            Preferences preferences,
            Offer offer,
            Sender sender,
            InstantSource time) {
        this.ledger = ledger;
        this.suppressions = suppressions;
        this.preferences = preferences;
        this.offer = offer;
        this.sender = sender;
        this.time = time;
    }

    /**
     * No more marketing mail.
     *
     * @param source which way out was taken
     * @param wording of the page on which it was said, or as good
     * @return false if the message is not known
     */
    public boolean unsubscribe(String message, String source, Wording wording) {
        Optional<LedgerEntry> found = ledger.find(message);
        found.ifPresent(entry -> leave(entry, source, wording));
        return found.isPresent();
    }

    /** What the preference page shows: what was chosen there, and of mail also what else is known. */
    Choices shown(LedgerEntry entry) {
        Choices chosen = preferences
                .find(entry.addressHash())
                .orElseGet(
                        () -> new Choices(Map.of(), new HashSet<>(offer.topics().keySet()), Optional.empty()));
        if (suppressions.reason(entry.addressHash(), MessageClass.MARKETING).isPresent()) {
            return chosen.withMail(false);
        }
        boolean marketing = entry.request().messageClass() == MessageClass.MARKETING;
        return marketing ? chosen.withMail(true) : chosen;
    }

    void choose(LedgerEntry entry, Choices chosen, Wording wording) {
        Instant now = time.instant();
        MessageRequested message = entry.request();
        List<OutboxEvent> events = new ArrayList<>();
        for (Statement said : offer.statements(shown(entry), chosen, sender.name(), wording)) {
            if (said.channel().equals(Statement.EMAIL) && said.purpose().equals(Statement.MARKETING)) {
                if (said.subscribed()) {
                    suppressions.resubscribe(entry.addressHash());
                } else {
                    leave(entry, said, now);
                    continue;
                }
            }
            events.add(OutboxEvent.of(ProfileEvents.consent(message, said, now)));
        }
        ObjectNode traits = offer.traits(chosen);
        if (!traits.isEmpty()) {
            events.add(OutboxEvent.of(ProfileEvents.identified(message, traits, now)));
        }
        if (!events.isEmpty()) {
            ledger.record(message.id(), "preferences:" + now, events);
        }
        preferences.save(entry.addressHash(), chosen);
    }

    /** The confirmation of a double opt-in. */
    void confirm(LedgerEntry entry, Wording wording) {
        suppressions.resubscribe(entry.addressHash());
        Instant now = time.instant();
        Statement said = Statement.confirmed(entry.request().channel(), sender.name(), wording);
        ledger.record(
                entry.id(), "confirmed", List.of(OutboxEvent.of(ProfileEvents.consent(entry.request(), said, now))));
    }

    void answered(LedgerEntry entry, String survey, ObjectNode traits) {
        var event = ProfileEvents.surveyAnswered(entry.request(), survey, traits, time.instant());
        ledger.record(entry.id(), event.id(), List.of(OutboxEvent.of(event)));
    }

    /** Somebody of the shop answers it; asked twice by one mail it is one request. */
    void askForCopy(LedgerEntry entry) {
        DataRequest request = new DataRequest(
                "preference-page:" + MailId.of(entry.id()),
                Statement.PREFERENCE_PAGE,
                List.of(entry.request().customer()),
                time.instant());
        ledger.record(entry.id(), "data-request", List.of(OutboxEvent.of(request)));
    }

    /** Begins as any other erasure: segment-service, which knows all ids of a person, tells everybody, us among them. */
    void askForErasure(LedgerEntry entry) {
        CustomerId customer = entry.request().customer();
        ledger.record(
                entry.id(),
                "erasure-request",
                List.of(OutboxEvent.of(
                        "erasure-request:" + entry.id(), new Move.EraseRequested(customer, List.of(), null))));
    }

    void leave(LedgerEntry entry, String source, Wording wording) {
        leave(entry, Statement.unsubscribed(entry.request().channel(), sender.name(), source, wording), time.instant());
    }

    /** Told once for each time it begins: who came back in between leaves anew. */
    private void leave(LedgerEntry entry, Statement said, Instant now) {
        MessageRequested message = entry.request();
        Instant since = suppressions.unsubscribe(entry.addressHash(), message.id(), now);
        ledger.record(
                message.id(),
                "unsubscribed:" + since,
                List.of(
                        OutboxEvent.of(MessageEvents.unsubscribed(entry, now)),
                        OutboxEvent.of(ProfileEvents.consent(message, said, now))));
    }
}
