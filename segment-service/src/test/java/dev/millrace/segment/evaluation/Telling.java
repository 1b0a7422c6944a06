package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionPrinter;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** Tells of a failed trial all that a person needs to do it again, the history much as a scenario has it. */
final class Telling {

    private Telling() {}

    static String of(Trial trial, Throwable failure) {
        String history =
                trial.history().stream().map(Telling::event).collect(Collectors.joining("\n    ", "\n    ", "\n"));
        return "seed " + trial.seed()
                + "\n  rule:  " + text(trial.rule())
                + "\n  other: " + text(trial.other())
                + (trial.shop() == SmallShop.KNOWING_NOTHING ? "" : "\n  shop:  " + trial.shop())
                + "\n  tree:  " + trial.rule()
                + "\n  history, from " + T0 + ":" + history
                + "  " + said(failure);
    }

    /** An instant as time since the start, to the millisecond. */
    static String offset(Instant instant) {
        Duration since = Duration.between(T0, instant);
        return "+" + since.toSeconds() + "." + String.format("%03d", since.toMillisPart()) + "s";
    }

    static String text(Expression rule) {
        return ExpressionPrinter.print(rule);
    }

    private static String event(CustomerEvent event) {
        String at = "at: " + offset(event.at()) + "  ";
        if (event instanceof CustomerEvent.WithMessage message) {
            EngagementEvent mail = message.event();
            return at + mail.kind().eventName() + " machine: " + mail.machine() + " open_tracked: " + mail.openTracked()
                    + " template: " + mail.template();
        }
        ShopEvent shop = ((CustomerEvent.AtShop) event).event();
        return at + shop.name() + " " + shop.properties()
                + (shop.traits().isEmpty() ? "" : " traits: " + shop.traits())
                + (shop.context().isEmpty() ? "" : " context: " + shop.context())
                + "  #" + shop.id();
    }

    private static String said(Throwable failure) {
        if (failure instanceof AssertionError) {
            return String.valueOf(failure.getMessage());
        }
        StackTraceElement[] trace = failure.getStackTrace();
        StringBuilder text = new StringBuilder(failure.toString());
        for (int i = 0; i < Math.min(8, trace.length); i++) {
            text.append("\n      at ").append(trace[i]);
        }
        return text.toString();
    }
}
