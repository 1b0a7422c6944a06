package dev.millrace.trigger.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** What became of each campaign's enrolments, in short. */
@ApplicationScoped
public class Figures {

    /** @param sent requests that were made; whether the mail went out is the mailer's to say */
    public record OfCampaign(long started, long waiting, long sent, long exited) {

        public static final OfCampaign NONE = new OfCampaign(0, 0, 0, 0);
    }

    private final ReportFigures figures;

    Figures(ReportFigures figures) {
        this.figures = figures;
    }

    public Map<String, OfCampaign> byCampaign() {
        Map<String, OfCampaign> found = new HashMap<>();
        figures.briefs()
                .forEach((campaign, brief) -> found.put(
                        campaign, new OfCampaign(brief.entered(), brief.waiting(), brief.requested(), brief.exited())));
        return found;
    }
}
