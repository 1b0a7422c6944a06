package dev.millrace.trigger.page;

import dev.millrace.trigger.flow.CampaignReports;
import dev.millrace.trigger.report.CampaignReport;
import dev.millrace.trigger.report.Comparison;
import dev.millrace.trigger.report.MessageFigures;
import dev.millrace.trigger.report.Proportion.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything on the page of a report, as it is written there; public because templates reach only what is. */
public record ReportPageView(CampaignReports.Found found, Instant now) {

    private static final int ROW = 34;
    private static final int WIDEST = 480;

    /** A bar of the picture, in its units. */
    public record Bar(String name, long value, int y, int width) {

        public int valueX() {
            return width + 168;
        }

        public int textY() {
            return y + 17;
        }
    }

    public CampaignReport report() {
        return found.report();
    }

    public String name() {
        return found.campaign().name();
    }

    public String asOf() {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** From all who started to those who reached the goal: each at most as many as the one before, mostly. */
    public List<Bar> funnel() {
        MessageFigures messages = report().messages();
        long started = report().journeys().entered();
        List<String> names = List.of(
                "Started", "Messages requested", "Sent", "Opened by a reader", "Clicked", "Goal reached after it");
        List<Long> values = List.of(
                started,
                messages.requested(),
                messages.sent(),
                messages.opened(),
                messages.clicked(),
                report().results().goals());
        long most = values.stream().mapToLong(Long::longValue).max().orElse(0);
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Bar(names.get(i), values.get(i), i * ROW, width(values.get(i), most)))
                .toList();
    }

    public int pictureHeight() {
        return funnel().size() * ROW;
    }

    /** What the picture shows, for those who can't see it. */
    public String pictureText() {
        StringBuilder text = new StringBuilder();
        funnel().forEach(bar ->
                text.append(bar.name()).append(": ").append(bar.value()).append(". "));
        return text.toString().strip();
    }

    /** Something is never drawn as nothing. */
    private static int width(long value, long most) {
        return value <= 0 ? 0 : (int) Math.max(2, Math.round((double) value / most * WIDEST));
    }

    public String percent(@Nullable Double share) {
        return share == null ? "–" : String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    public String points(Interval bounds) {
        return String.format(Locale.ROOT, "%+.1f to %+.1f points", bounds.low() * 100, bounds.high() * 100);
    }

    public String money(BigDecimal amount) {
        return amount.toPlainString() + (found.currency() == null ? "" : " " + found.currency());
    }

    public String money(double amount) {
        return money(BigDecimal.valueOf(Math.round(amount * 100), 2));
    }

    public String moneyBounds(Interval bounds) {
        return String.format(Locale.ROOT, "%+.2f to %+.2f", bounds.low(), bounds.high());
    }

    /** In a sentence. */
    public String verdict(Comparison comparison) {
        return switch (comparison.verdict()) {
            case MORE -> "More reach the goal with the campaign than without it.";
            case FEWER -> "Fewer reach the goal with the campaign than without it.";
            case NOT_CERTAIN -> "Whether the campaign makes a difference can't be told yet.";
        };
    }
}
