package dev.millrace.benchmarks.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.backing.FreePorts;
import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.benchmarks.lab.Metrics;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** mailer-service as it is shipped, with broker, store and sink on the same cores, and a producer of requests. All gone afterwards. */
final class RunningMailer implements AutoCloseable {

    /** A MongoDB to measure with; its database millrace_bench should be empty. */
    private static final String GIVEN_STORE = System.getenv().getOrDefault("MILLRACE_BENCH_MONGODB", "");

    private static final String KEY = "bench";
    private static final int ATTEMPTS = 600;
    private static final int BETWEEN_MILLIS = 100;
    private static final int OK = 200;

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
    private final Path folder;
    private final BackingServices backing;
    private final ChildJvm jvm;
    private final int port;
    private final Metrics metrics;
    private final KafkaProducer<byte[], byte[]> producer;

    private RunningMailer(Path folder, int smtpPort) {
        this.folder = folder;
        this.backing = BackingServices.start(
                folder.resolve("backing"),
                GIVEN_STORE.isEmpty()
                        ? Set.of(BackingService.KAFKA, BackingService.MONGODB)
                        : Set.of(BackingService.KAFKA));
        this.port = FreePorts.find(1).get(0);
        this.metrics = new Metrics(port);
        this.jvm = ChildJvm.start(folder.resolve("mailer.log"), arguments(smtpPort));
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
        awaitReady();
        template(MessageClass.MARKETING);
        template(MessageClass.TRANSACTIONAL);
    }

    static RunningMailer start(SmtpSink sink) {
        try {
            return new RunningMailer(Files.createTempDirectory("millrace-bench-"), sink.port());
        } catch (IOException e) {
            throw new UncheckedIOException("no folder to measure in", e);
        }
    }

    /** Whether the store is the one that comes along: it has no index but that of ids, and looks through all there is. */
    static boolean storeIsEmbedded() {
        return GIVEN_STORE.isEmpty();
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
        return jvm;
    }

    /** The sum of a metric over those of its labels that begin so. */
    double metric(String beginning) {
        return metrics.sum(beginning);
    }

    @Override
    public void close() {
        producer.close();
        jvm.close();
        backing.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not remove " + folder, e);
        }
    }

    private List<String> arguments(int smtpPort) {
        Path jar = Path.of(System.getProperty("millrace.bench.mailer", "quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException("mailer-service is not built: expected " + jar);
        }
        List<String> arguments = new ArrayList<>();
        backing.configuration().forEach((name, value) -> set(arguments, name, value));
        set(arguments, "java.util.logging.manager", "org.jboss.logmanager.LogManager");
        set(arguments, "quarkus.mongodb.database", "millrace_bench");
        if (!GIVEN_STORE.isEmpty()) {
            set(arguments, "quarkus.mongodb.connection-string", GIVEN_STORE);
        }
        set(arguments, "millrace.admin.key-sha256", ApiKeyHash.ofKey(KEY).sha256());
        set(arguments, "millrace.links.key", "a secret of benchmarks, long enough");
        set(arguments, "millrace.shop.name", "Alder & Oak");
        set(arguments, "millrace.shop.sender", "hello@shop.test");
        set(arguments, "millrace.shop.address", "12 Mill Lane");
        set(arguments, "millrace.shop.url", "https://www.shop.test");
        set(arguments, "millrace.dkim.key-file", HandOverPart.keyFile(folder).toString());
        set(arguments, "millrace.dkim.selector", "bench");
        set(arguments, "millrace.smtp.host", "127.0.0.1");
        set(arguments, "millrace.smtp.port", Integer.toString(smtpPort));
        set(arguments, "quarkus.http.port", Integer.toString(port));
        set(arguments, "quarkus.log.console.color", "false");
        arguments.addAll(List.of("-jar", jar.toString()));
        return arguments;
    }

    private static void set(List<String> arguments, String name, String value) {
        arguments.add("-D" + name + "=" + value);
    }

    private void awaitReady() {
        for (int tried = 0; !metrics.isReady(); tried++) {
            jvm.requireAlive();
            if (tried == ATTEMPTS) {
                throw new IllegalStateException("mailer-service was not ready in time");
            }
            Pause.millis(BETWEEN_MILLIS);
        }
    }

    private void template(MessageClass messageClass) {
        ObjectNode template = ProductMail.document(messageClass);
        HttpRequest put = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/templates/" + ProductMail.id(messageClass)))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(template.toString()))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IllegalStateException("the template was refused: " + answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the template was not taken: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
