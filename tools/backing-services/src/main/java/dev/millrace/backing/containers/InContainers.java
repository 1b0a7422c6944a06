package dev.millrace.backing.containers;

import com.github.dockerjava.api.model.Bind;
import dev.millrace.backing.Backing;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A backing service in a container, published at the given port of the loopback address. The container goes with the
 * process that started it; its data is in a volume that belongs to the service's folder, and is found again by the next
 * start. The images are those of docker-compose.yml. MongoDB is a plain container: Millrace needs no replica set.
 */
public final class InContainers implements Backing {

    private static final int KAFKA_PORT = 9092;
    private static final int POSTGRESQL_PORT = 5432;
    private static final int MONGODB_PORT = 27017;
    private static final int SMTP_PORT = 1025;
    private static final int PAGE_PORT = 8025;
    private static final int END_SECONDS = 20;

    private final Supplier<GenericContainer<?>> image;
    private final int innerPort;
    private final String innerData;
    private @Nullable GenericContainer<?> container;

    private InContainers(Supplier<GenericContainer<?>> image, int innerPort, String innerData) {
        this.image = image;
        this.innerPort = innerPort;
        this.innerData = innerData;
    }

    public static InContainers of(BackingService service) {
        return switch (service) {
            case KAFKA -> new InContainers(InContainers::kafka, KAFKA_PORT, "/var/lib/kafka/data");
            case POSTGRESQL -> new InContainers(InContainers::postgresql, POSTGRESQL_PORT, "/var/lib/postgresql");
            case MONGODB -> new InContainers(InContainers::mongodb, MONGODB_PORT, "/data/db");
            case INBOX -> new InContainers(InContainers::mailpit, SMTP_PORT, "/data");
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
        GenericContainer<?> started = image.get();
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

    private static GenericContainer<?> kafka() {
        return new KafkaContainer("apache/kafka:4.1.1")
                .withEnv(Map.of(
                        "KAFKA_HEAP_OPTS", "-Xms256m -Xmx512m",
                        "KAFKA_LOG_DIRS", "/var/lib/kafka/data",
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4",
                        "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1"));
    }

    private static GenericContainer<?> postgresql() {
        return new PostgreSQLContainer("postgres:18")
                .withDatabaseName("millrace")
                .withUsername("postgres")
                .withPassword("postgres")
                .withEnv("PGDATA", "/var/lib/postgresql/18/docker")
                // while the database is made, it listens on no port; its log says twice that it is ready, later once
                .waitingFor(Wait.forSuccessfulCommand("pg_isready -q -h 127.0.0.1 -U postgres"))
                // the container is set up to forget the newest commits in a crash; ours must not
                .withCommand("postgres", "-c", "max_connections=60");
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
