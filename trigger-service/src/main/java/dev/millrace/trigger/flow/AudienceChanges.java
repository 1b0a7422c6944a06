package dev.millrace.trigger.flow;

import dev.millrace.trigger.audience.Audience;
import dev.millrace.trigger.store.AudienceDue;
import dev.millrace.trigger.store.AudienceMembers;
import dev.millrace.trigger.store.Audiences;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Changes of audiences, each in one transaction with what it means for those who are on the list. */
@ApplicationScoped
public class AudienceChanges {

    private final Audiences audiences;
    private final AudienceMembers members;
    private final AudienceDue due;
    private final InstantSource time;

    AudienceChanges(Audiences audiences, AudienceMembers members, AudienceDue due, InstantSource time) {
        this.audiences = audiences;
        this.members = members;
        this.due = due;
        this.time = time;
    }

    /** Fills the list, and looks at those who are on it already, unless the document is the same. */
    @Transactional
    public void put(Audience audience, String document) {
        Instant now = time.instant();
        Optional<Audiences.Kept> before = audiences.find(audience.id());
        if (!audiences.put(audience.id(), document, now)) {
            return;
        }
        due.addMembers(audience.id(), Instant.EPOCH, now);
        String target = audience.push();
        if (target != null
                && before.isPresent()
                && !target.equals(before.get().audience().push())) {
            // whoever is told from now on knows nobody yet
            members.tellAll(audience.id());
        }
        due.raised().raise();
    }

    /** Everybody is taken off the list, also where it is told. False if there is none. */
    @Transactional
    public boolean end(String id) {
        if (!audiences.end(id, time.instant())) {
            return false;
        }
        members.clear(id);
        return true;
    }
}
