package dev.millrace.trigger.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A message as figures are counted by it. */
public record MessageRef(
        String id, String customer, String campaign, int version, LocalDate day, String step, String template) {

    /** A figure of this message. Nobody who is held out gets one. */
    public void count(Tally tally, String figure, BigDecimal change) {
        tally.add(new Cell(campaign, version, day, false, step, template, figure), change);
    }
}
