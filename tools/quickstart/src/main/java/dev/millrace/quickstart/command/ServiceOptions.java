package dev.millrace.quickstart.command;

import dev.millrace.quickstart.client.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service a command speaks to. */
final class ServiceOptions {

    /** The service of this machine. */
    @FunctionalInterface
    interface Here {

        ServiceClient of(Installation installation) throws IOException;
    }

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "of the service, if it is elsewhere; default: the one of this machine")
    private @Nullable URI url;

    @Option(names = "--key-file", paramLabel = "FILE", description = "with --url: holds the admin key")
    private @Nullable Path keyFile;

    ServiceClient client(Here here) throws IOException {
        if (url == null) {
            return here.of(Installation.here());
        }
        if (keyFile == null || !Files.isReadable(keyFile)) {
            throw new IllegalStateException("--url needs --key-file and a file with the admin key in it");
        }
        return ServiceClient.withAdminKey(url, Files.readString(keyFile).strip());
    }
}
