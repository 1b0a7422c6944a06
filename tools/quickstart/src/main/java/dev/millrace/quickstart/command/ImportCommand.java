package dev.millrace.quickstart.command;

import dev.millrace.quickstart.history.HistoryFormat;
import dev.millrace.quickstart.history.HistoryImport;
import dev.millrace.quickstart.history.Summary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports what customers bought earlier. It changes customers and segments, and mails nobody. */
@Command(
        name = "import",
        description = "Imports orders of the past from a table. They mail nobody.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the table, plain or gzipped, UTF-8")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "csv",
            description = "csv (default), cdnow or online-retail")
    @SuppressWarnings("NullAway.Init")
    private String format;

    @Option(
            names = "--map",
            paramLabel = "MEANING=COLUMN,...",
            description = "what the columns mean, by name or number: customer, at, and either total (each row is an"
                    + " order) or order and price (each row is a line); also product, name, quantity")
    private @Nullable String map;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "between two cells: a character, tab or blanks; default: that of the format")
    private @Nullable String separator;

    @Option(names = "--no-header", description = "the first row is data; columns are numbers from 1")
    private boolean noHeader;

    @Option(names = "--zone", paramLabel = "ZONE", description = "of times without one; default: UTC")
    private @Nullable ZoneId zone;

    @Option(names = "--customer-prefix", paramLabel = "TEXT", description = "put before each customer id")
    private @Nullable String customerPrefix;

    @Option(names = "--currency", paramLabel = "CODE", description = "of all amounts")
    private @Nullable String currency;

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(file + " can't be read");
        }
        Installation here = Installation.here();
        try (Bar bar = new Bar()) {
            HistoryImport history = new HistoryImport(
                    chosenFormat(), here.addresses().ingest(), here.keys().serverKey(), bar);
            Summary summary = history.run(file);
            bar.close();
            PrintWriter out = spec.commandLine().getOut();
            out.println(summary.text());
            out.flush();
        }
        return 0;
    }

    private HistoryFormat chosenFormat() {
        HistoryFormat chosen = HistoryFormat.named(format);
        chosen = map == null ? chosen : chosen.withColumns(map);
        chosen = separator == null ? chosen : chosen.withSeparator(character(separator));
        chosen = noHeader ? chosen.withoutHeader() : chosen;
        chosen = zone == null ? chosen : chosen.inZone(zone);
        chosen = customerPrefix == null ? chosen : chosen.withCustomerPrefix(customerPrefix);
        return currency == null ? chosen : chosen.inCurrency(currency);
    }

    private static @Nullable Character character(String separator) {
        return switch (separator) {
            case "blanks" -> null;
            case "tab" -> '\t';
            default -> {
                if (separator.length() != 1) {
                    throw new IllegalStateException(
                            "\"" + separator + "\" separates nothing, expected one character, tab or blanks");
                }
                yield separator.charAt(0);
            }
        };
    }

    /** Shows the progress on the terminal. */
    private static final class Bar implements HistoryImport.Progress, AutoCloseable {

        private @Nullable ProgressBar bar;

        @Override
        public void begins(long rows) {
            bar = new ProgressBarBuilder()
                    .setTaskName("import")
                    .setUnit(" rows", 1)
                    .setInitialMax(rows)
                    .build();
        }

        @Override
        public void reads(long row) {
            if (bar != null) {
                bar.stepTo(row);
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
