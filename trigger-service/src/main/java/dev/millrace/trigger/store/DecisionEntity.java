package dev.millrace.trigger.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A decision as it is read back; {@link Decisions} writes the rows. */
@Entity
@Table(name = "decision")
class DecisionEntity {

    @Id
    Long id;

    Instant at;
    String customer;
    String campaign;
    String enrolment;
    String step;
    String outcome;

    @Nullable
    String reason;

    @Nullable
    String message;

    String inputs;

    @SuppressWarnings("NullAway.Init")
    protected DecisionEntity() {}
}
