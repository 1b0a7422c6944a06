package dev.millrace.trigger.report;

import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Enrolment;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** By how much the figures change in one transaction. */
public final class Tally {

    private final Map<Cell, BigDecimal> changes = new HashMap<>();

    public void add(Cell cell, BigDecimal change) {
        changes.merge(cell, change, BigDecimal::add);
    }

    private void add(Cell cell, int change) {
        add(cell, BigDecimal.valueOf(change));
    }

    /** Without what cancelled itself out. */
    public Map<Cell, BigDecimal> changes() {
        Map<Cell, BigDecimal> left = new HashMap<>(changes);
        left.values().removeIf(change -> change.signum() == 0);
        return left;
    }

    public void entered(Enrolment.Live live) {
        add(whole(live.origin(), "", Figures.ENTERED), 1);
        add(waiting(live), 1);
    }

    /** As if it had never started. */
    public void refused(Enrolment.Live live) {
        add(whole(live.origin(), "", Figures.ENTERED), -1);
        add(waiting(live), -1);
    }

    public void became(Enrolment.Live before, Enrolment after) {
        add(waiting(before), -1);
        if (after instanceof Enrolment.Live live) {
            add(waiting(live), 1);
        } else if (after instanceof Enrolment.Exited exited) {
            add(whole(exited.origin(), "", Figures.EXITED + exited.reason().text()), 1);
        } else {
            add(whole(after.origin(), "", Figures.COMPLETED), 1);
        }
    }

    /** What was decided at a step, as far as it is counted by step. */
    public void decided(CampaignVersion version, Enrolment.Live live, Effect effect) {
        if (effect instanceof Effect.Send send) {
            add(cell(version, live, effect.step(), send.request().template(), Figures.REQUESTED), 1);
        } else if (effect instanceof Effect.Held held) {
            add(
                    cell(
                            version,
                            live,
                            effect.step(),
                            "",
                            Figures.HELD + held.reason().text()),
                    1);
        } else if (effect instanceof Effect.Deferred deferred) {
            add(
                    cell(
                            version,
                            live,
                            effect.step(),
                            "",
                            Figures.DEFERRED + deferred.reason().text()),
                    1);
        } else if (effect instanceof Effect.Expired) {
            add(cell(version, live, effect.step(), "", Figures.EXPIRED), 1);
        } else if (effect instanceof Effect.Branched branched) {
            add(cell(version, live, effect.step(), "", Figures.BRANCHED + branched.way()), 1);
        }
    }

    private static Cell waiting(Enrolment.Live live) {
        return whole(live.origin(), Figures.place(live.position()), Figures.WAITING);
    }

    private static Cell whole(Enrolment.Origin origin, String step, String figure) {
        return new Cell(
                origin.campaign(),
                origin.campaignVersion(),
                Cell.dayOf(origin.startedAt()),
                origin.heldOut(),
                step,
                "",
                figure);
    }

    private static Cell cell(CampaignVersion version, Enrolment.Live live, String step, String variant, String figure) {
        Enrolment.Origin origin = live.origin();
        return new Cell(
                origin.campaign(),
                version.version(),
                Cell.dayOf(origin.startedAt()),
                origin.heldOut(),
                step,
                variant,
                figure);
    }
}
