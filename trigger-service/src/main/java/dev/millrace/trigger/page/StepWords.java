package dev.millrace.trigger.page;

import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.DurationText;
import dev.millrace.trigger.campaign.Pause;
import dev.millrace.trigger.campaign.Step;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Campaigns in words. */
final class StepWords {

    private static final int WEEK = 7;

    private StepWords() {}

    static String of(Beginning beginning) {
        if (beginning instanceof Beginning.OnDate onDate) {
            return "The day of " + onDate.anniversary().trait() + " comes";
        }
        if (beginning instanceof Beginning.Broadcast broadcast) {
            return "Broadcast to " + broadcast.segment();
        }
        return of(beginning.awaited().orElseThrow());
    }

    static String of(Awaited awaited) {
        if (awaited instanceof Awaited.Entered entered) {
            return "enters " + entered.segment();
        }
        if (awaited instanceof Awaited.Exited exited) {
            return "leaves " + exited.segment();
        }
        Awaited.Occurred occurred = (Awaited.Occurred) awaited;
        return occurred.event().name()
                + (occurred.event().filter() == null
                        ? ""
                        : ", " + occurred.event().filter());
    }

    static String of(Step step) {
        if (step instanceof Step.Send send) {
            String again = send.resend() == null
                    ? ""
                    : ", again " + DurationText.of(send.resend().after()) + " later if not opened";
            return "Send "
                    + send.variants().stream().map(Step.Variant::template).collect(Collectors.joining(" or ")) + again;
        }
        if (step instanceof Step.Wait wait) {
            return "Wait " + of(wait.pause());
        }
        if (step instanceof Step.WaitFor waitFor) {
            return "Wait for: " + of(waitFor.awaited()) + ", at most " + DurationText.of(waitFor.atMost());
        }
        if (step instanceof Step.If condition) {
            return "If " + condition.expression();
        }
        if (step instanceof Step.Split) {
            return "Split";
        }
        if (step instanceof Step.Set set) {
            return "Set " + told(set);
        }
        if (step instanceof Step.Coupon coupon) {
            return "Give a code of " + coupon.terms().pool();
        }
        if (step instanceof Step.Points points) {
            return of(points.amount());
        }
        if (step instanceof Step.Referral) {
            return "Give a personal code for friends";
        }
        return "Call " + ((Step.Webhook) step).target();
    }

    private static String of(Step.Amount amount) {
        if (amount instanceof Step.Amount.Earn earn) {
            return "Add " + earn.points() + " points";
        }
        if (amount instanceof Step.Amount.Spend spend) {
            return "Take " + spend.points() + " points";
        }
        Step.Amount.EarnForEach each = (Step.Amount.EarnForEach) amount;
        return "Add " + each.points() + " points for each " + each.each().toPlainString();
    }

    private static String told(Step.Set set) {
        Stream<String> tags = Stream.of(
                        set.tag() == null ? null : "tag " + set.tag(),
                        set.untag() == null ? null : "no tag " + set.untag())
                .filter(Objects::nonNull);
        Stream<String> traits = set.traits().properties().stream().map(java.util.Map.Entry::getKey);
        return Stream.concat(tags, traits).collect(Collectors.joining(", "));
    }

    private static String of(Pause pause) {
        if (pause instanceof Pause.For duration) {
            return DurationText.of(duration.duration());
        }
        Pause.Until until = (Pause.Until) pause;
        String days = until.days().size() == WEEK
                ? ""
                : ", " + until.days().stream().sorted().map(StepWords::of).collect(Collectors.joining(" "));
        return "until " + until.time() + days + (until.zone() == null ? "" : " in " + until.zone());
    }

    private static String of(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
