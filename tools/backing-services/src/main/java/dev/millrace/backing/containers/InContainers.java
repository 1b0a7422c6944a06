package dev.millrace.backing.containers;

import com.github.dockerjava.api.model.Bind;
import dev.millrace.backing.Backing;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.RunningService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A backing service in a container, published at the given port of the loopback address. The container goes with the
 * process that started it; its data is in a volume that belongs to the service's folder, and is found again by the next
 * start. The images are those of docker-compose.yml, and each server is the container's first process, so that it hears when
 * it is told to end.
 */
public final class InContainers implements Backing {

    private static final int KAFKA_PORT = 9092;
    private static final int POSTGRESQL_PORT = 5432;
    private static final int MONGODB_PORT = 27017;
    private static final int SMTP_PORT = 1025;
    private static final int PAGE_PORT = 8025;
    private static final int END_SECONDS = 20;
    private static final Duration START = Duration.ofSeconds(115);

    private final IntFunction<GenericContainer<?>> atPort;
    private final int innerPort;
    private final String innerData;
    private @Nullable GenericContainer<?> container;

    private InContainers(IntFunction<GenericContainer<?>> atPort, int innerPort, String innerData) {
        this.atPort = atPort;
        this.innerPort = innerPort;
        this.innerData = innerData;
    }

    public static InContainers of(BackingService service) {
        return switch (service) {
            case KAFKA -> new InContainers(InContainers::kafka, KAFKA_PORT, "/var/lib/kafka/data");
            case POSTGRESQL -> new InContainers(port -> postgresql(), POSTGRESQL_PORT, "/var/lib/postgresql");
            case MONGODB -> new InContainers(port -> mongodb(), MONGODB_PORT, "/data/db");
            case INBOX -> new InContainers(port -> mailpit(), SMTP_PORT, "/data");
        };
    }

    @Override
    public void start(Place place) {
        String volume = new DataVolumes(DockerClientFactory.lazyClient()).of(place.folder());
        List<String> published = new ArrayList<>();
        published.add(RunningService.HOST + ":" + place.port() + ":" + innerPort);
        if (place.pagePort() != 0) {
            published.add(RunningService.HOST + ":" + place.pagePort() + ":" + PAGE_PORT);
        }
        GenericContainer<?> started = atPort.apply(place.port());
        started.withStartupTimeout(START);
        started.withCreateContainerCmdModifier(create ->
                Objects.requireNonNull(create.getHostConfig()).withBinds(Bind.parse(volume + ":" + innerData)));
        started.setPortBindings(published);
        container = started;
        started.start();
    }

    /** Ends the service before its container is removed, which would be a kill. */
    @Override
    public void close() {
        GenericContainer<?> running = container;
        if (running != null) {
            if (running.isRunning()) {
                running.getDockerClient()
                        .stopContainerCmd(running.getContainerId())
                        .withTimeout(END_SECONDS)
                        .exec();
            }
            running.stop();
        }
    }

    /** The port that clients see is known before the start, so the broker can be told of it like any other setting. */
    private static GenericContainer<?> kafka(int port) {
        return new GenericContainer<>("apache/kafka:4.1.1")
                .withEnv(Map.ofEntries(
                        Map.entry("KAFKA_HEAP_OPTS", "-Xms256m -Xmx512m"),
                        Map.entry("KAFKA_NODE_ID", "1"),
                        Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                        Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                        Map.entry(
                                "KAFKA_LISTENERS",
                                "PLAINTEXT://:" + KAFKA_PORT + ",INSIDE://localhost:9094,CONTROLLER://localhost:9093"),
                        Map.entry(
                                "KAFKA_ADVERTISED_LISTENERS",
                                "PLAINTEXT://" + RunningService.HOST + ":" + port + ",INSIDE://localhost:9094"),
                        Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE"),
                        Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                        Map.entry(
                                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,INSIDE:PLAINTEXT"),
                        Map.entry("KAFKA_LOG_DIRS", "/var/lib/kafka/data"),
                        Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                        Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                        Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                        Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4"),
                        Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                        Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                        Map.entry("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4"),
                        Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1"),
                        Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")))
                .withExposedPorts(KAFKA_PORT)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
    }

    /** While the database is made, the server listens on no port. */
    private static GenericContainer<?> postgresql() {
        return new GenericContainer<>("postgres:18")
                .withEnv(Map.of(
                        "POSTGRES_PASSWORD", "postgres",
                        "POSTGRES_DB", "millrace",
                        "PGDATA", "/var/lib/postgresql/18/docker"))
                .withExposedPorts(POSTGRESQL_PORT)
                .waitingFor(Wait.forSuccessfulCommand("pg_isready -q -h 127.0.0.1 -U postgres"));
    }

    private static GenericContainer<?> mongodb() {
        return new GenericContainer<>("mongo:8.0")
                .withExposedPorts(MONGODB_PORT)
                .waitingFor(Wait.forListeningPort());
    }

    private static GenericContainer<?> mailpit() {
        return new GenericContainer<>("axllent/mailpit:v1.27")
                .withEnv("MP_DATABASE", "/data/mailpit.db")
                .withExposedPorts(SMTP_PORT, PAGE_PORT)
                .waitingFor(Wait.forHttp("/readyz").forPort(PAGE_PORT));
    }
}
