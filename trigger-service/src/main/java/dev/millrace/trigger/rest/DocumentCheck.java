package dev.millrace.trigger.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Problem;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.campaign.Reference;
import dev.millrace.trigger.segment.CampaignCheck;
import dev.millrace.trigger.segment.Checked;
import dev.millrace.trigger.store.CouponPools;
import dev.millrace.trigger.store.WebhookTargets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads a document that somebody sent and has it checked by the services that own what it names; refuses it otherwise. */
@ApplicationScoped
class DocumentCheck {

    private final CampaignCheck check;
    private final CouponPools pools;
    private final WebhookTargets targets;

    DocumentCheck(CampaignCheck check, CouponPools pools, WebhookTargets targets) {
        this.check = check;
        this.pools = pools;
        this.targets = targets;
    }

    Reading.Accepted checked(String id, String document) {
        Reading reading = CampaignText.read(id, document);
        if (reading instanceof Reading.Refused refused) {
            throw ApiFailure.refused(refused.problems());
        }
        Reading.Accepted accepted = (Reading.Accepted) reading;
        Checked checked = check.check(accepted.campaign().messageClass(), accepted.references());
        if (checked instanceof Checked.Refused refused) {
            throw ApiFailure.refused(refused.problems());
        }
        if (checked instanceof Checked.Unanswered unanswered) {
            throw ApiFailure.unanswered(unanswered.service());
        }
        List<Problem> problems = ourOwn(accepted.references());
        if (!problems.isEmpty()) {
            throw ApiFailure.refused(problems);
        }
        return accepted;
    }

    /** What it names that we keep ourselves. */
    private List<Problem> ourOwn(List<Reference> references) {
        List<Problem> problems = new ArrayList<>();
        for (Reference reference : references) {
            if (reference instanceof Reference.Pool pool && !pools.exists(pool.id())) {
                problems.add(Problem.at(
                        pool.path(),
                        "there is no pool \"" + pool.id() + "\"; upload its codes first, or add generate: true to have"
                                + " codes made up"));
            } else if (reference instanceof Reference.Target target
                    && targets.find(target.id()).isEmpty()) {
                problems.add(Problem.at(
                        target.path(),
                        "there is no target \"" + target.id() + "\"; define it first at /api/webhook-targets"));
            }
        }
        return problems;
    }

    static void requireId(String id) {
        try {
            SegmentDefinition.requireId(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId("found \"" + id + "\"; " + e.getMessage());
        }
    }
}
