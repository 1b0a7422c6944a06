package dev.millrace.benchmarks.mail;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.benchmarks.lab.ShippedService;
import dev.millrace.benchmarks.lab.TemporaryFolder;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** mailer-service as it is shipped, with broker, store and sink on the same cores, and a producer of requests. All gone afterwards. */
final class RunningMailer implements AutoCloseable {

    /** A MongoDB to measure with; its database millrace_bench should be empty. */
    private static final String GIVEN_STORE = System.getenv().getOrDefault("MILLRACE_BENCH_MONGODB", "");

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
    private final TemporaryFolder folder;
    private final BackingServices backing;
    private final Optional<MemoryStore> store;
    private final ShippedService shipped;
    private final KafkaProducer<byte[], byte[]> producer;

    private RunningMailer(TemporaryFolder folder, int smtpPort) {
        this.folder = folder;
        this.backing = BackingServices.start(folder.path().resolve("backing"), Set.of(BackingService.KAFKA));
        this.store = GIVEN_STORE.isEmpty()
                ? Optional.of(MemoryStore.start(folder.path().resolve("store.log")))
                : Optional.empty();
        this.shipped = ShippedService.start("mailer", folder.path().resolve("mailer.log"), settings(smtpPort));
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        backing.configuration().get("kafka.bootstrap.servers"),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        shipped.awaitReady();
        template(MessageClass.MARKETING);
        template(MessageClass.TRANSACTIONAL);
    }

    static RunningMailer start(SmtpSink sink) {
        return new RunningMailer(TemporaryFolder.create(), sink.port());
    }

    /** With what store the figures were measured, as their names say it. */
    static String storeName() {
        return GIVEN_STORE.isEmpty() ? "store in memory" : "MongoDB";
    }

    /** Asks for a product mail to this address; the same address and number is the same message. */
    void request(MessageRequested request) {
        Topic<CustomerId, MessageCommand> topic = request.messageClass() == MessageClass.MARKETING
                ? topics.marketingMessages()
                : topics.transactionalMessages();
        var unused = producer.send(new ProducerRecord<>(
                topic.name(),
                request.customer().value().getBytes(StandardCharsets.UTF_8),
                topic.valueSerde().serializer().serialize(topic.name(), request)));
    }

    void flush() {
        producer.flush();
    }

    ChildJvm jvm() {
        return shipped.jvm();
    }

    /** The sum of a metric over those of its labels that begin so. */
    double metric(String beginning) {
        return shipped.metrics().sum(beginning);
    }

    @Override
    public void close() {
        producer.close();
        shipped.close();
        store.ifPresent(MemoryStore::close);
        backing.close();
        folder.close();
    }

    private Map<String, String> settings(int smtpPort) {
        Map<String, String> settings = new HashMap<>(backing.configuration());
        settings.put("quarkus.mongodb.database", "millrace_bench");
        settings.put(
                "quarkus.mongodb.connection-string",
                store.map(MemoryStore::connectionString).orElse(GIVEN_STORE));
        settings.put("millrace.links.key", "a secret of benchmarks, long enough");
        settings.put("millrace.shop.name", "Alder & Oak");
        settings.put("millrace.shop.sender", "hello@shop.test");
        settings.put("millrace.shop.address", "12 Mill Lane");
        settings.put("millrace.shop.url", "https://www.shop.test");
        settings.put(
                "millrace.dkim.key-file", HandOverPart.keyFile(folder.path()).toString());
        settings.put("millrace.dkim.selector", "bench");
        settings.put("millrace.smtp.host", "127.0.0.1");
        settings.put("millrace.smtp.port", Integer.toString(smtpPort));
        return settings;
    }

    private void template(MessageClass messageClass) {
        shipped.put(
                "/api/templates/" + ProductMail.id(messageClass),
                "application/json",
                ProductMail.document(messageClass).toString());
    }
}
