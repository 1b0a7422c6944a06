package dev.millrace.quickstart.command;

import dev.millrace.quickstart.shop.Habits;
import dev.millrace.quickstart.shop.HttpLetterbox;
import dev.millrace.quickstart.shop.HttpStorefront;
import dev.millrace.quickstart.shop.SimulatedShop;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the simulated shop beside a running Millrace until it is ended. */
@Command(
        name = "shop",
        description = "Runs the simulated shop: shoppers browse, buy, leave carts and read their mail. With apply:"
                + " makes the shop's settings as a file says.",
        mixinStandardHelpOptions = true,
        subcommands = ShopApplyCommand.class)
public final class ShopCommand implements Callable<Integer> {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--arrivals-per-minute",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "new shoppers; default: 20")
    private int arrivalsPerMinute;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1", description = "of their habits; default: 1")
    private long seed;

    @Override
    public Integer call() throws Exception {
        if (arrivalsPerMinute < 1) {
            throw new IllegalStateException("at least one shopper must arrive in a minute, found " + arrivalsPerMinute);
        }
        Installation here = Installation.here();
        InstantSource time = InstantSource.system();
        SimulatedShop shop = new SimulatedShop(
                Habits.lively().arrivingEvery(Duration.ofMinutes(1).dividedBy(arrivalsPerMinute)),
                seed,
                here.shopPages(),
                new HttpStorefront(
                        here.addresses().ingest(),
                        here.keys().browserKey(),
                        here.keys().serverKey()),
                new HttpLetterbox(here.addresses().inbox()),
                time);
        PrintWriter out = spec.commandLine().getOut();
        Instant nextLine = time.instant();
        while (!Thread.currentThread().isInterrupted()) {
            Duration quiet = shop.doWhatIsDue();
            if (!time.instant().isBefore(nextLine)) {
                out.println(time.instant() + " " + shop.figures());
                out.flush();
                nextLine = nextLine.plus(BETWEEN_LINES);
            }
            Thread.sleep(Math.max(1, quiet.toMillis()));
        }
        return 0;
    }
}
