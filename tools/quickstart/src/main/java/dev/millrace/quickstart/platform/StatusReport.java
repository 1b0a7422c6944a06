package dev.millrace.quickstart.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.RunningService;
import dev.millrace.quickstart.client.RefusedException;
import dev.millrace.quickstart.client.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./millrace status} prints. Of an installation that is elsewhere it has what can be seen from here: no process
 * numbers, no memory, no folder.
 *
 * @param instances which instance of segment-service works on what, and how far time has come; null if it can't tell now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusReport(
        boolean up,
        List<Entry> services,
        List<Entry> backing,
        @Nullable Entry shop,
        @Nullable Entry storefront,
        @Nullable JsonNode instances,
        @Nullable KeysShown keys,
        @Nullable MemoryNeed memory,
        @Nullable String data) {

    /** One process. {@code page} is where it has a page for people beside its address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String name, @Nullable String address, @Nullable String page, @Nullable Long pid, Health health) {}

    public record KeysShown(String browserKey, String serverKey, String adminKey) {

        @Override
        public String toString() {
            return "KeysShown[hidden]";
        }
    }

    public static StatusReport of(StatusFile elsewhere) throws InterruptedException {
        ServiceAddresses at = elsewhere.addresses();
        List<Entry> services = List.of(
                elsewhere(MillraceService.INGEST, at.ingest()),
                elsewhere(MillraceService.SEGMENT, at.segment()),
                elsewhere(MillraceService.TRIGGER, at.trigger()),
                elsewhere(MillraceService.MAILER, at.mailer()));
        return new StatusReport(
                services.stream().allMatch(entry -> entry.health() == Health.OK),
                services,
                List.of(
                        new Entry("kafka", at.kafkaBootstrap(), null, null, Health.ofListener(at.kafkaBootstrap())),
                        new Entry(
                                BackingService.INBOX.label(),
                                null,
                                at.inbox().toString(),
                                null,
                                Health.ofListener(at.inbox().getAuthority()))),
                null,
                null,
                instances(services, elsewhere.keys()),
                elsewhere.keys(),
                null,
                null);
    }

    private static Entry elsewhere(MillraceService service, URI address) throws InterruptedException {
        return new Entry(service.label(), address.toString(), null, null, Health.ofService(address));
    }

    public static StatusReport of(DataFolder folder) throws IOException, InterruptedException {
        Optional<RunningPlatform> remembered = RunningPlatform.read(folder);
        String data = folder.path().toString();
        if (remembered.isEmpty()) {
            return new StatusReport(
                    false, List.of(), List.of(), null, null, null, null, MemoryNeed.ofEverything(), data);
        }
        RunningPlatform platform = remembered.get();
        KeysShown keys = Keys.read(folder.keys()).shown();
        List<Entry> services = new ArrayList<>();
        for (RunningProcess process : platform.services()) {
            services.add(service(process));
        }
        return new StatusReport(
                platform.isWhole(),
                services,
                platform.backing().stream()
                        .map(process -> backing(folder, process))
                        .toList(),
                Optional.ofNullable(platform.shop()).map(StatusReport::beside).orElse(null),
                Optional.ofNullable(platform.storefront())
                        .map(StatusReport::beside)
                        .orElse(null),
                instances(services, keys),
                keys,
                MemoryNeed.ofEverything(),
                data);
    }

    private static @Nullable JsonNode instances(List<Entry> services, KeysShown keys) {
        for (Entry service : services) {
            if (service.name().equals(MillraceService.SEGMENT.label()) && service.health() == Health.OK) {
                try {
                    URI address = URI.create(Objects.requireNonNull(service.address()));
                    return ServiceClient.withAdminKey(address, keys.adminKey()).get("/api/instances");
                } catch (RefusedException notNow) {
                    return null;
                }
            }
        }
        return null;
    }

    private static Entry service(RunningProcess process) throws InterruptedException {
        String address = "http://127.0.0.1:" + process.port();
        Health health = process.isAlive() ? Health.ofService(java.net.URI.create(address)) : Health.GONE;
        return new Entry(process.name(), address, null, process.pid(), health);
    }

    private static Entry backing(DataFolder folder, RunningProcess process) {
        BackingService service = BackingService.valueOf(process.name().toUpperCase(java.util.Locale.ROOT));
        RunningService running = new RunningService(
                service,
                process.port(),
                process.pagePort(),
                process.pid(),
                folder.backing().resolve(process.name()),
                folder.log(process.name()));
        Health health = !process.isAlive() ? Health.GONE : running.answers() ? Health.OK : Health.NOT_READY;
        String page = process.pagePort() == 0 ? null : "http://127.0.0.1:" + process.pagePort();
        return new Entry(process.name(), running.address(), page, process.pid(), health);
    }

    private static Entry beside(RunningProcess process) {
        String page = process.port() == 0 ? null : "http://127.0.0.1:" + process.port();
        return new Entry(process.name(), null, page, process.pid(), process.isAlive() ? Health.OK : Health.GONE);
    }
}
