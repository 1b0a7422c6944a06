package dev.millrace.backing.containers;

import dev.millrace.backing.Backing;
import dev.millrace.backing.BackingService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A backing service in a container, published at the given port of the loopback address. Containers are fresh at every
 * start and go with the process that started them. MongoDB is a plain container: Millrace needs no replica set.
 */
public final class InContainers implements Backing {

    private static final int KAFKA_PORT = 9092;
    private static final int POSTGRESQL_PORT = 5432;
    private static final int MONGODB_PORT = 27017;
    private static final int SMTP_PORT = 1025;
    private static final int PAGE_PORT = 8025;

    private final Supplier<GenericContainer<?>> image;
    private final int innerPort;
    private @Nullable GenericContainer<?> container;

    private InContainers(Supplier<GenericContainer<?>> image, int innerPort) {
        this.image = image;
        this.innerPort = innerPort;
    }

    public static InContainers of(BackingService service) {
        return switch (service) {
            case KAFKA -> new InContainers(InContainers::kafka, KAFKA_PORT);
            case POSTGRESQL -> new InContainers(InContainers::postgresql, POSTGRESQL_PORT);
            case MONGODB -> new InContainers(InContainers::mongodb, MONGODB_PORT);
            case INBOX -> new InContainers(InContainers::mailpit, SMTP_PORT);
        };
    }

    @Override
    public void start(Place place) {
        GenericContainer<?> started = image.get();
        container = started;
        List<String> published = new ArrayList<>();
        published.add("127.0.0.1:" + place.port() + ":" + innerPort);
        if (place.pagePort() != 0) {
            published.add("127.0.0.1:" + place.pagePort() + ":" + PAGE_PORT);
        }
        started.setPortBindings(published);
        started.start();
    }

    @Override
    public void close() {
        GenericContainer<?> running = container;
        if (running != null) {
            running.stop();
        }
    }

    private static GenericContainer<?> kafka() {
        return new KafkaContainer("apache/kafka:4.1.1")
                .withEnv(Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4",
                        "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4"));
    }

    private static GenericContainer<?> postgresql() {
        return new PostgreSQLContainer("postgres:18")
                .withDatabaseName("millrace")
                .withUsername("postgres")
                .withPassword("postgres");
    }

    private static GenericContainer<?> mongodb() {
        return new GenericContainer<>("mongo:8.0")
                .withExposedPorts(MONGODB_PORT)
                .waitingFor(Wait.forListeningPort());
    }

    private static GenericContainer<?> mailpit() {
        return new GenericContainer<>("axllent/mailpit:v1.27")
                .withExposedPorts(SMTP_PORT, PAGE_PORT)
                .waitingFor(Wait.forHttp("/readyz").forPort(PAGE_PORT));
    }
}
