package dev.millrace.quickstart.command;

import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.platform.DataFolder;
import dev.millrace.quickstart.platform.Keys;
import dev.millrace.quickstart.platform.Platform;
import dev.millrace.quickstart.platform.RunningPlatform;
import dev.millrace.quickstart.platform.RunningProcess;
import dev.millrace.quickstart.platform.ServiceAddresses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The installation that a command is about: the repository it was called from, and its data folder. */
public record Installation(Path root, DataFolder folder) {

    public static Installation here() {
        Path root = Path.of(
                Optional.ofNullable(System.getProperty("millrace.root")).orElse(System.getProperty("user.dir", ".")));
        return new Installation(root, DataFolder.of(root, Optional.ofNullable(System.getenv("MILLRACE_HOME"))));
    }

    /** @throws IllegalStateException when nothing runs */
    public ServiceAddresses addresses() throws IOException {
        return RunningPlatform.read(folder)
                .orElseThrow(() -> new IllegalStateException("Millrace is not up; start it with: ./millrace up"))
                .addresses();
    }

    /** Where the demo shop's pages are, or would be. */
    URI shopPages() throws IOException {
        int port = RunningPlatform.read(folder)
                .flatMap(running -> Optional.ofNullable(running.storefront()))
                .map(RunningProcess::port)
                .orElse(Platform.STOREFRONT_PORT);
        return URI.create("http://127.0.0.1:" + port);
    }

    public Keys keys() throws IOException {
        return Keys.read(folder.keys());
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
