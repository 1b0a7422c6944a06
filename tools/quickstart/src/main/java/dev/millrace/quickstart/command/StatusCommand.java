package dev.millrace.quickstart.command;

import dev.millrace.contract.Json;
import dev.millrace.quickstart.platform.StatusReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what runs, as JSON. Ends with 1 when Millrace is not up, or not whole. */
@Command(
        name = "status",
        description = "Prints what runs, where, how it is, and the keys, as JSON.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        StatusReport report = Installation.here().status();
        spec.commandLine()
                .getOut()
                .println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        return report.up() ? 0 : 1;
    }
}
