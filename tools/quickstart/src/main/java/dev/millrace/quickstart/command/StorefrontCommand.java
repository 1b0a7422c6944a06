package dev.millrace.quickstart.command;

import dev.millrace.quickstart.demo.DemoShop;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the demo shop's pages beside a running Millrace until it is ended. */
@Command(
        name = "storefront",
        description = "Serves the pages of a small shop to click through; ./millrace up does it, too.",
        mixinStandardHelpOptions = true)
public final class StorefrontCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "NUMBER", defaultValue = "0", description = "default: any free one")
    private int port;

    @Override
    public Integer call() throws Exception {
        Installation here = Installation.here();
        DemoShop shop = DemoShop.start(
                port,
                here.addresses().ingest(),
                here.addresses().inbox(),
                here.keys().browserKey());
        PrintWriter out = spec.commandLine().getOut();
        out.println("The demo shop is at " + shop.address() + "/");
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
