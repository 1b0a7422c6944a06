package dev.millrace.quickstart.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a campaign's report as a terminal shows it. */
public final class ReportText {

    private static final int WIDEST = 40;

    private final PrintWriter out;

    public ReportText(PrintWriter out) {
        this.out = out;
    }

    public void print(JsonNode report) {
        String currency = report.path("currency").asText("").replace("null", "");
        out.printf(
                "%s (%s, version %d, %s)%n",
                report.path("name").asText(),
                report.path("campaign").asText(),
                report.path("version").asInt(),
                report.path("state").asText());
        JsonNode journeys = report.path("journeys");
        out.printf(
                "%d started, %d held out, %d on the way, %d completed, %d left early%s%n%n",
                journeys.path("entered").asLong(),
                journeys.path("heldOut").asLong(),
                journeys.path("waiting").asLong(),
                journeys.path("completed").asLong(),
                sum(journeys.path("exited")),
                named(journeys.path("exited")));
        bars(report);
        results(report, currency);
        comparison(report.path("comparison"), currency);
        report.path("versions").forEach(this::steps);
    }

    private void bars(JsonNode report) {
        JsonNode messages = report.path("messages");
        long most = Math.max(1, messages.path("requested").asLong());
        bar("requested", messages.path("requested").asLong(), most, "");
        bar("sent", messages.path("sent").asLong(), most, "");
        bar(
                "opened",
                messages.path("opened").asLong(),
                most,
                rate(messages.path("openRate"))
                        + unless(messages.path("openUnknown").asLong(), " can't be seen"));
        bar("clicked", messages.path("clicked").asLong(), most, rate(messages.path("clickRate")));
        bar("bounced", messages.path("bounced").asLong(), most, "");
        bar("unsubscribed", messages.path("unsubscribed").asLong(), most, "");
        out.println();
    }

    private void bar(String name, long value, long most, String more) {
        int length = value <= 0 ? 0 : (int) Math.max(1, Math.round((double) value / most * WIDEST));
        out.printf(
                "%13s %7d %s%s%n",
                name, value, "#".repeat(Math.min(length, WIDEST)), more.isEmpty() ? "" : "  " + more);
    }

    private void results(JsonNode report, String currency) {
        JsonNode results = report.path("results");
        out.printf(
                "%d goals credited to %d messages, %s%s%n",
                results.path("goals").asLong(),
                results.path("converted").asLong(),
                money(results.path("revenue").asDouble(), currency),
                unless(results.path("unpriced").asLong(), " without a rate"));
        JsonNode decided = report.path("decided");
        out.printf(
                "held back: %d%s; deferred: %d%s; expired: %d%n",
                sum(decided.path("held")),
                named(decided.path("held")),
                sum(decided.path("deferred")),
                named(decided.path("deferred")),
                decided.path("expired").asLong());
    }

    private void comparison(JsonNode comparison, String currency) {
        if (!comparison.isObject()) {
            out.println("nobody is held out, so there is nothing to compare with");
            return;
        }
        group("with it", comparison.path("reached"), currency);
        group("held out", comparison.path("heldOut"), currency);
        out.printf(
                Locale.ROOT,
                "difference %+.1f points, between %+.1f and %+.1f in 95 of 100 cases: %s%n",
                100 * comparison.path("difference").asDouble(),
                100 * comparison.path("bounds").path("low").asDouble(),
                100 * comparison.path("bounds").path("high").asDouble(),
                comparison.path("verdict").asText().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private void group(String name, JsonNode group, String currency) {
        out.printf(
                Locale.ROOT,
                "%13s %7d started, %d reached the goal (%.1f%%), %s each%n",
                name,
                group.path("started").asLong(),
                group.path("goal").asLong(),
                100 * group.path("share").asDouble(),
                money(group.path("revenuePerStart").asDouble(), currency));
    }

    private void steps(JsonNode version) {
        out.printf("%nversion %d%n", version.path("version").asInt());
        for (JsonNode step : version.path("steps")) {
            JsonNode messages = step.path("messages");
            out.printf(
                    "%-24s %7d waiting %7d requested %7d opened %7d clicked %6d goals%s%n",
                    step.path("step").asText(),
                    step.path("waiting").asLong(),
                    messages.path("requested").asLong(),
                    messages.path("opened").asLong(),
                    messages.path("clicked").asLong(),
                    step.path("results").path("goals").asLong(),
                    named(step.path("decided").path("branched")));
            for (JsonNode variant : step.path("variants")) {
                out.printf(
                        "  %-22s %15s %7d requested %7d opened %7d clicked %6d goals%n",
                        variant.path("template").asText(),
                        "",
                        variant.path("messages").path("requested").asLong(),
                        variant.path("messages").path("opened").asLong(),
                        variant.path("messages").path("clicked").asLong(),
                        variant.path("results").path("goals").asLong());
            }
            for (JsonNode subject : step.path("subjects")) {
                out.printf(
                        "  %-38s %7d sent      %7d opened %7d clicked %7s opened, %s clicked%n",
                        subject.path("template").asText() + ", subject "
                                + subject.path("variant").asText(),
                        subject.path("sent").asLong(),
                        subject.path("opened").asLong(),
                        subject.path("clicked").asLong(),
                        rate(subject.path("openRate")),
                        rate(subject.path("clickRate")));
            }
        }
    }

    private static String rate(JsonNode rate) {
        return rate.isNumber() ? String.format(Locale.ROOT, "%.1f%%", 100 * rate.asDouble()) : "";
    }

    private static String unless(long none, String what) {
        return none == 0 ? "" : ", " + none + what;
    }

    private static String money(double amount, String currency) {
        return String.format(Locale.ROOT, "%.2f", amount) + (currency.isEmpty() ? "" : " " + currency);
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    private static String named(JsonNode counts) {
        List<String> names = new ArrayList<>();
        counts.properties()
                .forEach(count ->
                        names.add(count.getKey() + " " + count.getValue().asLong()));
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }
}
