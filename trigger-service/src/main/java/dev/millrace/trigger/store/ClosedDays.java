package dev.millrace.trigger.store;

import dev.millrace.trigger.report.Cell;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Days whose figures stay as they are, because what they were counted from is not kept for ever. */
@ApplicationScoped
public class ClosedDays {

    private static final List<String> STATEMENTS = List.of(
            "update report_horizon set day = greatest(day, ?)",
            "delete from engagement where cohort < ?",
            "delete from goal_credit c using message m where m.id = c.message and m.cohort < ?",
            "delete from goal_share s using enrolment e where e.id = s.enrolment"
                    + " and (e.started_at at time zone 'UTC')::date < ?",
            "delete from goal_event where at < ?",
            "delete from report_figure where value = 0 and day < ?");

    private final Statements statements;

    ClosedDays(Statements statements) {
        this.statements = statements;
    }

    /** Those before the instant's day: a closed day never opens again. */
    @Transactional
    public void closeBefore(Instant instant) {
        LocalDate day = Cell.dayOf(instant);
        STATEMENTS.forEach(sql -> statements.update("closing days", sql, day));
    }
}
