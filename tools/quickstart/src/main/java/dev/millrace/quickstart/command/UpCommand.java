package dev.millrace.quickstart.command;

import dev.millrace.quickstart.pack.PackInstaller;
import dev.millrace.quickstart.platform.DataFolder;
import dev.millrace.quickstart.platform.MemoryNeed;
import dev.millrace.quickstart.platform.Platform;
import dev.millrace.quickstart.platform.PlatformEnd;
import dev.millrace.quickstart.platform.PlatformOptions;
import dev.millrace.quickstart.platform.RunningPlatform;
import dev.millrace.quickstart.platform.RunningProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Starts everything and waits, or leaves it running with {@code --detach}. Ctrl-C, or a kill of this process, ends all that
 * was started, also in the middle of the start.
 */
@Command(
        name = "up",
        description = "Starts Kafka, PostgreSQL, MongoDB, an inbox, the four services and a simulated shop.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private static final int WATCH_SECONDS = 2;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--detach", description = "return when everything is up; end it later with ./millrace down")
    private boolean detach;

    @Option(names = "--no-shop", description = "without the simulated shop")
    private boolean noShop;

    @Override
    public Integer call() throws Exception {
        Installation here = Installation.here().onThisMachine();
        DataFolder folder = here.folder();
        folder.prepare();
        try (FileChannel file = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            Optional<RunningPlatform> running = RunningPlatform.read(folder);
            if (running.isPresent() && running.get().isWhole()) {
                say("Millrace is already up.");
                say(Welcome.text(
                        running.get().addresses(),
                        here.keys(),
                        storefront(running.get().storefront())));
                return 0;
            }
            if (lock == null) {
                throw new IllegalStateException(
                        "another ./millrace up is at work in " + folder.path() + "; end it with ./millrace down");
            }
            if (running.isPresent()) {
                say("Ending what an earlier run left behind.");
                PlatformEnd.end(folder);
            }
            return start(here);
        }
    }

    private int start(Installation here) throws InterruptedException, IOException {
        MemoryNeed memory = MemoryNeed.ofEverything();
        say("Starting Millrace; it needs up to " + memory.neededMegabytes() + " MB of memory. Data: "
                + here.folder().path());
        Ending ending = new Ending(here.folder());
        Thread hook = new Thread(ending, "end-millrace");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Platform platform =
                    Platform.start(PlatformOptions.usual(here.root(), here.folder(), detach, this::progress));
            new PackInstaller(platform.addresses(), platform.keys().adminKey(), this::progress)
                    .install(here.root().resolve("deploy").resolve("pack"));
            platform.startStorefront(
                    MemoryNeed.STOREFRONT_HEAP_MEGABYTES,
                    List.of(
                            dev.millrace.quickstart.Millrace.class.getName(),
                            "storefront",
                            "--port",
                            Integer.toString(platform.storefrontPort())));
            if (!noShop) {
                platform.startShop(
                        MemoryNeed.SHOP_HEAP_MEGABYTES,
                        List.of(dev.millrace.quickstart.Millrace.class.getName(), "shop"));
                progress("the simulated shop has opened; its log: ./millrace logs shop");
            }
            say(Welcome.text(platform.addresses(), platform.keys().shown(), storefront(platform.storefrontPort())));
            if (detach) {
                Runtime.getRuntime().removeShutdownHook(hook);
                say("End it with: ./millrace down");
                return 0;
            }
            say("End it with Ctrl-C.");
            watch(here.folder(), ending);
            return 0;
        } catch (RuntimeException e) {
            if (ending.hasBegun()) {
                // what failed is what is being ended
                new CountDownLatch(1).await();
            }
            throw e;
        }
    }

    /** Says which process ended without being asked to, and returns when nothing is left to watch. */
    private void watch(DataFolder folder, Ending ending) throws InterruptedException, IOException {
        Set<String> missed = new HashSet<>();
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(WATCH_SECONDS, TimeUnit.SECONDS)) {
            Optional<RunningPlatform> running = RunningPlatform.read(folder);
            if (running.isEmpty()) {
                return;
            }
            for (RunningProcess process : processes(running.get())) {
                if (!ending.hasBegun() && !process.isAlive() && missed.add(process.name())) {
                    say(process.name() + " has ended unexpectedly; see ./millrace logs " + process.name());
                }
            }
        }
    }

    private static List<RunningProcess> processes(RunningPlatform platform) {
        return Stream.of(platform.services().stream(), platform.backing().stream(), platform.beside().stream())
                .flatMap(part -> part)
                .toList();
    }

    private static String storefront(@Nullable RunningProcess process) {
        return process == null ? "not running" : storefront(process.port());
    }

    private static String storefront(int port) {
        return "http://127.0.0.1:" + port + "/";
    }

    private void progress(String line) {
        say("  " + line);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** Runs when this process is told to end; the processes that were started do not hear of it themselves. */
    private final class Ending implements Runnable {

        private final DataFolder folder;
        private volatile boolean begun;

        Ending(DataFolder folder) {
            this.folder = folder;
        }

        boolean hasBegun() {
            return begun;
        }

        @Override
        public void run() {
            begun = true;
            try {
                if (RunningPlatform.read(folder).isPresent()) {
                    say("Ending Millrace ...");
                    PlatformEnd.end(folder);
                    say("Millrace is down; its data is kept in " + folder.path());
                }
            } catch (IOException e) {
                say("ending failed: " + e + "; try ./millrace down");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
