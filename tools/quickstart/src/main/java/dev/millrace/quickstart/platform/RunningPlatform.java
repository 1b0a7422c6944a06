package dev.millrace.quickstart.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.RunningService;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs, as the data folder remembers it, so that another command finds it. Written whenever a process was started, so
 * that a start that breaks off leaves nothing that {@code down} can't find.
 *
 * @param launcher the process of {@code up} while it waits in the foreground
 * @param shop the simulated shop
 * @param storefront the demo shop's pages
 */
public record RunningPlatform(
        @Nullable RunningProcess launcher,
        List<RunningProcess> backing,
        List<RunningProcess> services,
        @Nullable RunningProcess shop,
        @Nullable RunningProcess storefront) {

    public RunningPlatform {
        backing = List.copyOf(backing);
        services = List.copyOf(services);
    }

    public static Optional<RunningPlatform> read(DataFolder folder) throws IOException {
        return Files.exists(folder.running())
                ? Optional.of(Json.mapper().readValue(folder.running().toFile(), RunningPlatform.class))
                : Optional.empty();
    }

    void write(DataFolder folder) throws IOException {
        Path written = folder.running().resolveSibling("running.json.new");
        Files.writeString(
                written, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.move(written, folder.running(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Everything but the launcher, in the order in which it has to end. */
    @JsonIgnore
    public List<RunningProcess> inOrderOfEnd() {
        return Stream.of(beside().stream(), services.stream(), backing.stream())
                .flatMap(part -> part)
                .toList();
    }

    /** What runs beside the services, and ends before them. */
    @JsonIgnore
    public List<RunningProcess> beside() {
        return Stream.of(shop, storefront).filter(Objects::nonNull).toList();
    }

    /** True when every service and backing service still runs. */
    @JsonIgnore
    public boolean isWhole() {
        return services.size() == MillraceService.values().length
                && backing.size() == BackingService.values().length
                && Stream.concat(services.stream(), backing.stream()).allMatch(RunningProcess::isAlive);
    }

    @JsonIgnore
    public ServiceAddresses addresses() {
        RunningProcess inbox = backing(BackingService.INBOX);
        return new ServiceAddresses(
                address(MillraceService.INGEST),
                address(MillraceService.SEGMENT),
                address(MillraceService.TRIGGER),
                address(MillraceService.MAILER),
                URI.create("http://" + RunningService.HOST + ":" + inbox.pagePort()),
                RunningService.HOST + ":" + inbox.port(),
                RunningService.HOST + ":" + backing(BackingService.KAFKA).port());
    }

    private URI address(MillraceService service) {
        return URI.create("http://" + RunningService.HOST + ":"
                + named(services, service.label()).port());
    }

    private RunningProcess backing(BackingService service) {
        return named(backing, service.label());
    }

    private static RunningProcess named(List<RunningProcess> processes, String name) {
        return processes.stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        name + " was not started; end the rest with ./millrace down and start again"));
    }
}
