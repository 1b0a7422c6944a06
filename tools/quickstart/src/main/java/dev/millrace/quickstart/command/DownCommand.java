package dev.millrace.quickstart.command;

import dev.millrace.quickstart.platform.PlatformEnd;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends everything that {@code up} started, also what a broken start left behind. Data is kept. */
@Command(name = "down", description = "Ends everything; the data is kept.", mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        int ended = PlatformEnd.end(Installation.here().onThisMachine().folder());
        spec.commandLine()
                .getOut()
                .println(ended == 0 ? "Millrace was not up." : "Millrace is down; " + ended + " processes ended.");
        return 0;
    }
}
