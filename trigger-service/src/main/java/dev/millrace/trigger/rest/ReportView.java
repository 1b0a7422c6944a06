package dev.millrace.trigger.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.trigger.campaign.Goal;
import dev.millrace.trigger.flow.CampaignReports;
import dev.millrace.trigger.report.CampaignReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A report as the API shows it.
 *
 * @param currency of all amounts; null if nobody has said what the shop's is
 * @param goal of the newest version; null if it has none
 */
record ReportView(
        String campaign,
        String name,
        int version,
        String state,
        @Nullable String currency,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Instant asOf,
        @Nullable Aim goal,
        @JsonUnwrapped CampaignReport report) {

    /** @param within in seconds */
    record Aim(String event, @Nullable String where, long within, @Nullable String value, String touch) {}

    static ReportView of(CampaignReports.Found found, @Nullable LocalDate from, @Nullable LocalDate to, Instant now) {
        return new ReportView(
                found.campaign().id(),
                found.campaign().name(),
                found.version(),
                found.state(),
                found.currency(),
                from,
                to,
                now,
                aim(found.campaign().goal()),
                found.report());
    }

    private static @Nullable Aim aim(@Nullable Goal goal) {
        return goal == null
                ? null
                : new Aim(
                        goal.event(),
                        goal.filter(),
                        goal.within().toSeconds(),
                        goal.value(),
                        goal.touch().name().toLowerCase(Locale.ROOT));
    }
}
