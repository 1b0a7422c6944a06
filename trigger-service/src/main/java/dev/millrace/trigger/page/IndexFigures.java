package dev.millrace.trigger.page;

import dev.millrace.trigger.page.IndexView.CampaignRow;
import dev.millrace.trigger.segment.Neighbours;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Figures;
import dev.millrace.trigger.store.Inbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what the index page shows; a neighbour that does not answer leaves its part empty and says so. */
@ApplicationScoped
class IndexFigures {

    private final Neighbours neighbours;
    private final Campaigns campaigns;
    private final Figures figures;
    private final Inbox inbox;
    private final InstantSource time;

    IndexFigures(Neighbours neighbours, Campaigns campaigns, Figures figures, Inbox inbox, InstantSource time) {
        this.neighbours = neighbours;
        this.campaigns = campaigns;
        this.figures = figures;
        this.inbox = inbox;
        this.time = time;
    }

    IndexView now(int rows, Duration refresh, Optional<String> inboxUrl) {
        return new IndexView(
                time.instant(),
                refresh.toSeconds(),
                inboxUrl.orElse(null),
                neighbours.segments(),
                inbox.newest(rows),
                campaignRows(),
                neighbours.newestMails(rows));
    }

    private List<CampaignRow> campaignRows() {
        Map<String, Figures.OfCampaign> counted = figures.byCampaign();
        return campaigns.active().stream()
                .map(version -> {
                    String id = version.campaign().id();
                    Figures.OfCampaign of = counted.getOrDefault(id, Figures.OfCampaign.NONE);
                    return new CampaignRow(
                            id,
                            version.version(),
                            version.campaign().name(),
                            of.started(),
                            of.waiting(),
                            of.sent(),
                            of.exited());
                })
                .toList();
    }
}
