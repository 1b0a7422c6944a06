package dev.millrace.quickstart.command;

import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.platform.DataFolder;
import dev.millrace.quickstart.platform.Keys;
import dev.millrace.quickstart.platform.Platform;
import dev.millrace.quickstart.platform.RunningPlatform;
import dev.millrace.quickstart.platform.RunningProcess;
import dev.millrace.quickstart.platform.ServiceAddresses;
import dev.millrace.quickstart.platform.StatusFile;
import dev.millrace.quickstart.platform.StatusReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The installation that a command is about: the one of the repository it was called from, with its data folder, or the one
 * elsewhere that a status file describes.
 */
public record Installation(Path root, DataFolder folder, Optional<StatusFile> elsewhere) {

    public static Installation here() {
        Path root = Path.of(
                Optional.ofNullable(System.getProperty("millrace.root")).orElse(System.getProperty("user.dir", ".")));
        return of(root, System.getenv());
    }

    static Installation of(Path root, Map<String, String> environment) {
        return new Installation(
                root,
                DataFolder.of(root, Optional.ofNullable(environment.get("MILLRACE_HOME"))),
                Optional.ofNullable(environment.get("MILLRACE_STATUS"))
                        .filter(file -> !file.isBlank())
                        .map(file -> StatusFile.read(Path.of(file))));
    }

    /**
     * What commands are about that start, end or look into processes of this machine.
     *
     * @throws IllegalStateException when the installation is elsewhere
     */
    Installation onThisMachine() {
        if (elsewhere.isPresent()) {
            throw new IllegalStateException("MILLRACE_STATUS names a Millrace that ./millrace up did not start, so this"
                    + " command does nothing; unset it, or see docs/containers.md for how the containers do this");
        }
        return this;
    }

    /** @throws IllegalStateException when nothing runs */
    public ServiceAddresses addresses() throws IOException {
        if (elsewhere.isPresent()) {
            return elsewhere.get().addresses();
        }
        return RunningPlatform.read(folder)
                .orElseThrow(() -> new IllegalStateException("Millrace is not up; start it with: ./millrace up"))
                .addresses();
    }

    /** Where the demo shop's pages are, or would be. */
    URI shopPages() throws IOException {
        Optional<URI> told = elsewhere.flatMap(StatusFile::storefront);
        if (told.isPresent()) {
            return told.get();
        }
        int port = RunningPlatform.read(folder)
                .flatMap(running -> Optional.ofNullable(running.storefront()))
                .map(RunningProcess::port)
                .orElse(Platform.STOREFRONT_PORT);
        return URI.create("http://127.0.0.1:" + port);
    }

    public StatusReport.KeysShown keys() throws IOException {
        return elsewhere.isPresent()
                ? elsewhere.get().keys()
                : Keys.read(folder.keys()).shown();
    }

    StatusReport status() throws IOException, InterruptedException {
        return elsewhere.isPresent() ? StatusReport.of(elsewhere.get()) : StatusReport.of(folder);
    }

    ServiceClient segmentService() throws IOException {
        return ServiceClient.withAdminKey(addresses().segment(), keys().adminKey());
    }

    ServiceClient triggerService() throws IOException {
        return ServiceClient.withAdminKey(addresses().trigger(), keys().adminKey());
    }

    ServiceClient ingestAdministration() throws IOException {
        return ServiceClient.withAdminKey(addresses().ingest(), keys().adminKey());
    }

    ServiceClient ingestService() throws IOException {
        return ServiceClient.withWriteKey(addresses().ingest(), keys().serverKey());
    }
}
