package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.ServiceClient;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Uploads a file of codes to a pool, page by page; codes that are known are left as they are, so it can be repeated. */
@Command(
        name = "upload",
        description = "Uploads a file of codes to a pool. Can be repeated: codes that are known are left as they are.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all codes are there", " 1:not possible, or some lines can't be codes"})
public final class CouponsUploadCommand implements Callable<Integer> {

    private static final int PAGE = 5_000;
    private static final int SHOWN = 10;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "POOL", description = "the pool's id, such as welcome")
    private String pool = "";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "one code a line")
    private Path file = Path.of("codes.txt");

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    private long added;
    private long known;
    private long refused;

    @Override
    public Integer call() throws Exception {
        ServiceClient client = service.client(Installation::triggerService);
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(file + " can't be read");
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            List<String> page = new ArrayList<>();
            long first = 1;
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                page.add(line.strip());
                if (page.size() == PAGE) {
                    upload(client, page, first, out);
                    page.clear();
                    first = number + 1;
                }
            }
            upload(client, page, first, out);
        }
        out.println(added + " added, " + known + " were there, " + refused + " can't be codes.");
        return refused == 0 ? 0 : 1;
    }

    private void upload(ServiceClient client, List<String> page, long firstLine, PrintWriter out) {
        ObjectNode body = Json.object();
        ArrayNode codes = body.putArray("codes");
        List<Long> lines = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            if (!page.get(i).isEmpty()) {
                codes.add(page.get(i));
                lines.add(firstLine + i);
            }
        }
        if (codes.isEmpty()) {
            return;
        }
        JsonNode answer = client.post(CouponsCommand.PATH + "/" + pool + "/codes", body);
        added += answer.path("added").asLong();
        known += answer.path("known").asLong();
        for (JsonNode one : answer.path("refused")) {
            refused++;
            if (refused <= SHOWN) {
                out.println("line " + lines.get(one.path("index").asInt()) + " "
                        + one.path("problem").asText());
            }
        }
    }
}
