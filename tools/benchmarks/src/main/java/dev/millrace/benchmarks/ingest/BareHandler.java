package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.lab.Quiet;
import dev.millrace.ingest.kafka.ProducerSettings;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that takes a request and keeps the promise of its answer: hands the body as it is to a producer with the service's
 * settings, and answers 200 when it is acknowledged. It reads nothing and checks nothing. A batch is one record; or, cut
 * anywhere, as many as it has events, which is what the log costs at least where each customer's events have a place of their
 * own.
 */
public final class BareHandler {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final long MAX_WAITING = 32 << 20;
    private static final int STORED = 200;
    private static final int NOT_STORED = 503;
    private static final String ANSWER = "{\"success\":true}";

    private BareHandler() {}

    /** Arguments: broker, topic, port, records for each body. */
    public static void main(String[] arguments) throws Exception {
        Quiet.kafka();
        String topic = arguments[1];
        int port = Integer.parseInt(arguments[2]);
        int records = Integer.parseInt(arguments[3]);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                ProducerSettings.of(arguments[0], ANSWER_WITHIN, MAX_WAITING),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        learn(producer, topic);
        Vertx vertx = Vertx.vertx();
        DeploymentOptions eventLoops =
                new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors());
        vertx.deployVerticle(() -> new Server(producer, topic, port, records), eventLoops)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    /** The settings never block, so the first question only starts the look-up. */
    private static void learn(KafkaProducer<byte[], byte[]> producer, String topic) throws InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                if (tried == 100) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static final class Server extends AbstractVerticle {

        private final KafkaProducer<byte[], byte[]> producer;
        private final String topic;
        private final int port;
        private final int records;

        private Server(KafkaProducer<byte[], byte[]> producer, String topic, int port, int records) {
            this.producer = producer;
            this.topic = topic;
            this.port = port;
            this.records = records;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> store(request, body)))
                    .listen(port, "127.0.0.1")
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void store(HttpServerRequest request, Buffer body) {
            var eventLoop = vertx.getOrCreateContext();
            AtomicInteger missing = new AtomicInteger(records);
            AtomicBoolean failed = new AtomicBoolean();
            for (int record = 0; record < records; record++) {
                int from = (int) ((long) body.length() * record / records);
                int to = (int) ((long) body.length() * (record + 1) / records);
                var unused =
                        producer.send(new ProducerRecord<>(topic, body.getBytes(from, to)), (metadata, failure) -> {
                            failed.compareAndSet(false, failure != null);
                            if (missing.decrementAndGet() == 0) {
                                eventLoop.runOnContext(acknowledged -> answer(request, !failed.get()));
                            }
                        });
            }
        }

        private static void answer(HttpServerRequest request, boolean stored) {
            var answer = request.response().setStatusCode(stored ? STORED : NOT_STORED);
            var sent = answer.end(ANSWER);
        }
    }
}
