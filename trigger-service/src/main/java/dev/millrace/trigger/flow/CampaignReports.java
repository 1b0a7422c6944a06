package dev.millrace.trigger.flow;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.report.CampaignReport;
import dev.millrace.trigger.report.Rates;
import dev.millrace.trigger.report.WayTaken;
import dev.millrace.trigger.segment.ShopRates;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.ReportFigures;
import dev.millrace.trigger.store.SplitWays;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What came of campaigns, from the figures. */
@ApplicationScoped
public class CampaignReports {

    /** PostgreSQL's dates go further than anybody asks. */
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /**
     * @param campaign as its newest version has it
     * @param currency the shop's; null if nobody has said it, or segment-service has not answered yet
     */
    public record Found(
            Campaign campaign, int version, String state, @Nullable String currency, CampaignReport report) {}

    private final Campaigns campaigns;
    private final ReportFigures figures;
    private final SplitWays ways;
    private final ShopRates rates;

    CampaignReports(Campaigns campaigns, ReportFigures figures, SplitWays ways, ShopRates rates) {
        this.ways = ways;
        this.campaigns = campaigns;
        this.figures = figures;
        this.rates = rates;
    }

    /**
     * About those who started on these days; empty if there is no such campaign.
     *
     * @param from null for the first
     * @param to null for the last
     */
    public Optional<Found> of(String id, @Nullable LocalDate from, @Nullable LocalDate to) {
        return campaigns.summary(id).map(summary -> {
            CampaignVersion newest = campaigns.version(id, summary.version());
            LocalDate first = from == null ? FIRST : from;
            LocalDate last = to == null ? LAST : to;
            List<WayTaken> taken = newest.campaign().goal() == null ? List.of() : ways.of(id, first, last);
            CampaignReport report = CampaignReport.of(figures.of(id, first, last), taken, new Names(id));
            return new Found(
                    newest.campaign(),
                    summary.version(),
                    summary.state().text(),
                    rates.now().map(Rates::own).orElse(null),
                    report);
        });
    }

    /** Counts all figures anew from what they come from; returns how many differed, unless there is no such campaign. */
    @Transactional
    public OptionalInt correct(String id) {
        return campaigns.summary(id).isEmpty() ? OptionalInt.empty() : OptionalInt.of(figures.correct(id));
    }

    private final class Names implements CampaignReport.Steps {

        private final String campaign;

        Names(String campaign) {
            this.campaign = campaign;
        }

        @Override
        public List<String> names(int version) {
            return campaigns.version(campaign, version).program().steps();
        }

        @Override
        public String at(int version, int position) {
            return campaigns.version(campaign, version).program().stepAt(position);
        }
    }
}
