package dev.millrace.quickstart.command;

import dev.millrace.quickstart.pack.PackInstaller;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The ready-made pack, for an installation that {@code up} did not start: {@code up} installs it by itself. */
@Command(
        name = "pack",
        description = "Installs the ready-made segments, templates and campaigns.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PackCommand {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "apply",
            description =
                    "Installs what is not there as it is in deploy/pack. Campaigns mail from then on whoever gives"
                            + " them a reason to.",
            mixinStandardHelpOptions = true)
    int apply(
            @Option(
                            names = "--demo",
                            description = "with the short waits of the demonstration: seconds instead of hours")
                    boolean demo)
            throws IOException {
        Installation here = Installation.here();
        PrintWriter out = spec.commandLine().getOut();
        PackInstaller installer =
                new PackInstaller(here.addresses(), here.keys().adminKey(), out::println);
        Path pack = here.root().resolve("deploy").resolve("pack");
        if (demo) {
            installer.install(pack);
        } else {
            installer.installAsItIs(pack);
        }
        out.flush();
        return 0;
    }
}
