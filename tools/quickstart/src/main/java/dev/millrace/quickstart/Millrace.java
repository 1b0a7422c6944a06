package dev.millrace.quickstart;

import dev.millrace.quickstart.client.RefusedException;
import dev.millrace.quickstart.command.CampaignsCommand;
import dev.millrace.quickstart.command.CouponsCommand;
import dev.millrace.quickstart.command.CustomerCommand;
import dev.millrace.quickstart.command.DownCommand;
import dev.millrace.quickstart.command.ImportCommand;
import dev.millrace.quickstart.command.LogsCommand;
import dev.millrace.quickstart.command.PackCommand;
import dev.millrace.quickstart.command.PoliciesCommand;
import dev.millrace.quickstart.command.PopupCommand;
import dev.millrace.quickstart.command.PreviewCommand;
import dev.millrace.quickstart.command.ResetCommand;
import dev.millrace.quickstart.command.SegmentsCommand;
import dev.millrace.quickstart.command.SendCommand;
import dev.millrace.quickstart.command.ShopCommand;
import dev.millrace.quickstart.command.StatusCommand;
import dev.millrace.quickstart.command.StorefrontCommand;
import dev.millrace.quickstart.command.TailCommand;
import dev.millrace.quickstart.command.TargetsCommand;
import dev.millrace.quickstart.command.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 done, 1 not possible (the message says why), 2 wrong use. What is broken in the program
 * itself ends with a stack trace.
 */
@Command(
        name = "millrace",
        description = "Turns a shop's events into live segments and timely mail, on this machine.",
        mixinStandardHelpOptions = true,
        version = "Millrace 0.1",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "What it costs on this machine: millrace bench [NAME] [--json]"},
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            DownCommand.class,
            ResetCommand.class,
            LogsCommand.class,
            TailCommand.class,
            SendCommand.class,
            ImportCommand.class,
            ShopCommand.class,
            StorefrontCommand.class,
            PackCommand.class,
            PopupCommand.class,
            PreviewCommand.class,
            SegmentsCommand.class,
            PoliciesCommand.class,
            CampaignsCommand.class,
            CouponsCommand.class,
            TargetsCommand.class,
            CustomerCommand.class
        })
public final class Millrace {

    private Millrace() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Millrace())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    if (exception instanceof RefusedException || exception instanceof IllegalStateException) {
                        command.getErr().println("millrace: " + exception.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw exception;
                });
    }
}
