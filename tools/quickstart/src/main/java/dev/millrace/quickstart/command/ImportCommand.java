package dev.millrace.quickstart.command;

import dev.millrace.quickstart.history.HistoryFormat;
import dev.millrace.quickstart.history.HistoryImport;
import dev.millrace.quickstart.history.RowKind;
import dev.millrace.quickstart.history.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
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

/** Imports what a shop knows from before. It changes customers and segments, and mails nobody. */
@Command(
        name = "import",
        description =
                "Imports orders, customers, permissions or products of the past from a table. They mail nobody. An"
                        + " import that broke off goes on where it was when it is called again.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "the table, plain or gzipped, UTF-8; JSON lines if it is named .jsonl or --format says so")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "csv",
            description = "csv (default), jsonl, cdnow or online-retail")
    @SuppressWarnings("NullAway.Init")
    private String format;

    @Option(
            names = "--map",
            paramLabel = "MEANING=COLUMN,...",
            description =
                    "what the columns mean, by name or number: customer or email, at, and either total (each row is an"
                            + " order) or order and price (each row is a line); also product, name, quantity. Columns with"
                            + " usual headings need no mapping")
    private @Nullable String map;

    @Option(
            names = "--of",
            paramLabel = "WHAT",
            defaultValue = "orders",
            description = "what each row tells of: orders (default), customers, consents or products")
    @SuppressWarnings("NullAway.Init")
    private String kind;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "2000",
            description =
                    "send at most so many in a second, so that live traffic goes first; default: 2000; 0: all you can")
    private int perSecond;

    @Option(names = "--restart", description = "begin anew, also if this file was imported before or broke off")
    private boolean restart;

    @Option(
            names = "--notes",
            paramLabel = "DIR",
            description = "where to keep how far it is and what was not taken; default: beside the file")
    private @Nullable Path notes;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "of an ingest-service elsewhere; default: this machine's")
    private @Nullable URI url;

    @Option(names = "--key-file", paramLabel = "FILE", description = "with --url: holds a server key")
    private @Nullable Path keyFile;

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
        if (perSecond < 0) {
            throw new IllegalStateException("--per-second is " + perSecond + ", expected 0 or more");
        }
        if (restart) {
            HistoryImport.restart(notes());
        }
        try (Bar bar = new Bar()) {
            HistoryImport history = new HistoryImport(chosenFormat(), address(), key(), perSecond, bar);
            Summary summary = history.run(file, notes());
            bar.close();
            PrintWriter out = spec.commandLine().getOut();
            out.println(summary.text(RowKind.named(kind)));
            if (summary.skippedRows() > 0) {
                out.println("they stand, each with its reason, in " + HistoryImport.rejects(notes()));
            }
            out.flush();
        }
        return 0;
    }

    private Path notes() {
        return notes == null ? file : notes.resolve(file.getFileName());
    }

    private URI address() throws IOException {
        return url == null ? Installation.here().addresses().ingest() : url;
    }

    private String key() throws IOException {
        if (url == null) {
            return Installation.here().keys().serverKey();
        }
        if (keyFile == null || !Files.isReadable(keyFile)) {
            throw new IllegalStateException("--url needs --key-file and a file with a server key in it");
        }
        return Files.readString(keyFile).strip();
    }

    private HistoryFormat chosenFormat() {
        HistoryFormat chosen = HistoryFormat.named(format);
        RowKind told = RowKind.named(kind);
        chosen = told == chosen.kind() ? chosen : chosen.of(told);
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
                // closed again, it would draw itself again below the summary
                bar = null;
            }
        }
    }
}
