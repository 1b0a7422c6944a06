package dev.millrace.quickstart.command;

import dev.millrace.quickstart.platform.DataFolder;
import dev.millrace.quickstart.platform.RunningPlatform;
import dev.millrace.quickstart.platform.RunningProcess;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Deletes the data folder with its keys. Refuses while anything that uses it runs. */
@Command(
        name = "reset",
        description = "Deletes all data and keys of this installation.",
        mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        DataFolder folder = Installation.here().onThisMachine().folder();
        Optional<RunningPlatform> running = RunningPlatform.read(folder);
        if (running.isPresent() && running.get().inOrderOfEnd().stream().anyMatch(RunningProcess::isAlive)) {
            throw new IllegalStateException("Millrace is up; end it first with: ./millrace down");
        }
        if (folder.exists()) {
            folder.delete();
            spec.commandLine().getOut().println("Deleted " + folder.path());
        } else {
            spec.commandLine().getOut().println("There is no data in " + folder.path());
        }
        return 0;
    }
}
