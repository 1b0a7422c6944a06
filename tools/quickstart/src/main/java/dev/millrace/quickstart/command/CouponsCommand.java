package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the pools of codes with how many are left. */
@Command(
        name = "coupons",
        description = "Lists the pools of codes: how many are left, issued, redeemed, expired.",
        mixinStandardHelpOptions = true,
        subcommands = CouponsUploadCommand.class)
public final class CouponsCommand implements Callable<Integer> {

    static final String PATH = "/api/coupon-pools";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Override
    public Integer call() throws Exception {
        JsonNode page = service.client(Installation::triggerService).get(PATH);
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode pool : page.path("pools")) {
            boolean madeUp = pool.path("lowBelow").asInt() == 0;
            String state = pool.path("empty").asBoolean()
                    ? "EMPTY"
                    : pool.path("low").asBoolean() ? "low" : madeUp ? "made up" : "";
            out.printf(
                    "%-8s %-28s %9d left %9d issued %9d redeemed %9d expired%n",
                    state,
                    pool.path("id").asText(),
                    pool.path("free").asLong(),
                    pool.path("issued").asLong(),
                    pool.path("redeemed").asLong(),
                    pool.path("expired").asLong());
        }
        if (page.path("pools").isEmpty()) {
            out.println("There are no pools of codes.");
        }
        long waiting = page.path("waiting").asLong();
        if (waiting > 0) {
            out.println(waiting + " enrolments wait for codes.");
        }
        return 0;
    }
}
