package dev.millrace.trigger.store;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Rival;
import dev.millrace.trigger.policy.SendHistory;
import dev.millrace.trigger.policy.Suppression;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import dev.millrace.trigger.policy.settings.Policies;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what our tables say of customers whose sends are decided, and writes down what the decisions leave. Works within a
 * transaction that holds the customers' locks.
 */
@ApplicationScoped
public class OnRecords {

    private final PolicyDocuments policies;
    private final CountedSends sends;
    private final ConsentLedger ledger;
    private final Suppressions suppressions;
    private final Rivals rivals;
    private final AddressHash addresses;

    OnRecords(
            PolicyDocuments policies,
            CountedSends sends,
            ConsentLedger ledger,
            Suppressions suppressions,
            Rivals rivals,
            AddressHash addresses) {
        this.policies = policies;
        this.sends = sends;
        this.ledger = ledger;
        this.suppressions = suppressions;
        this.rivals = rivals;
        this.addresses = addresses;
    }

    /** By customer, as was asked. What the answers say of consent is added to the ledger if it was not there. */
    public Map<String, OnRecord> load(Map<String, Knowledge> answers, Instant now) {
        Policies inForce = policies.inForce();
        Map<String, String> hashes = hashes(answers);
        boolean limited = !inForce.caps().caps().isEmpty();
        Map<String, SendHistory> histories = limited ? sends.of(answers.keySet(), now) : Map.of();
        Map<String, List<Suppression>> suppressed = suppressions.of(Set.copyOf(hashes.values()));
        Map<String, List<Rival>> waiting = limited ? rivals.of(answers.keySet()) : Map.of();
        Map<String, List<ConsentLedger.Entry>> said =
                ledger.of(answers.keySet()).stream().collect(Collectors.groupingBy(ConsentLedger.Entry::customer));
        Map<@Nullable String, List<ConsentLedger.Entry>> objected =
                ledger.objectionsOf(Set.copyOf(hashes.values())).stream()
                        .collect(Collectors.groupingBy(entry -> entry.said().address()));
        Map<String, OnRecord> records = new HashMap<>();
        for (String customer : answers.keySet()) {
            String address = hashes.get(customer);
            records.put(
                    customer,
                    new OnRecord(
                            inForce,
                            address,
                            histories.getOrDefault(customer, SendHistory.NONE),
                            Stream.of(said.getOrDefault(customer, List.of()), objected.getOrDefault(address, List.of()))
                                    .flatMap(List::stream)
                                    .map(ConsentLedger.Entry::said)
                                    .toList(),
                            address == null ? List.of() : suppressed.getOrDefault(address, List.of()),
                            waiting.getOrDefault(customer, List.of())));
        }
        ledger.add(unnoted(answers, records, now));
        return records;
    }

    /** Takes slots of the caps for messages that were requested. */
    public void reserve(List<MessageRequested> requests) {
        sends.reserve(requests);
    }

    /** All that counts of a customer counts from now on of the one into whom it was merged. Both are locked. */
    public void move(String from, String to) {
        sends.move(from, to);
        ledger.copy(from, to);
    }

    /** What says who this customer was goes. Suppressed addresses stay: nobody may write to them by accident. */
    public void erase(String customer) {
        sends.erase(customer);
        ledger.erase(customer);
    }

    private Map<String, String> hashes(Map<String, Knowledge> answers) {
        Map<String, String> hashes = new HashMap<>();
        answers.forEach((customer, answer) -> {
            String hash = answer instanceof Knowledge.Customer known ? addresses.ofTraits(known.traits()) : null;
            if (hash != null) {
                hashes.put(customer, hash);
            }
        });
        return hashes;
    }

    /** What was said for which address is known for the first time when a send is decided. */
    private static List<ConsentLedger.Entry> unnoted(
            Map<String, Knowledge> answers, Map<String, OnRecord> records, Instant now) {
        List<ConsentLedger.Entry> entries = new ArrayList<>();
        answers.forEach((customer, answer) -> {
            OnRecord record = Objects.requireNonNull(records.get(customer));
            if (answer instanceof Knowledge.Customer known && known.id().equals(customer) && record.address() != null) {
                ConsentStatement said = known.emailStatement();
                if (said != null && said.at() != null && !isBound(said, record)) {
                    entries.add(new ConsentLedger.Entry(
                            customer, said.boundTo(record.address()), ConsentLedger.Origin.ANSWER, now));
                }
            }
        });
        return entries;
    }

    private static boolean isBound(ConsentStatement said, OnRecord record) {
        return record.consents().stream().anyMatch(it -> it.isSameAs(said) && it.address() != null);
    }
}
