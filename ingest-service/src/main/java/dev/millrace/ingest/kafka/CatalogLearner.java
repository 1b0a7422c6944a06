package dev.millrace.ingest.kafka;

import dev.millrace.contract.BroadcastProducer.Entry;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.catalog.LearntProducts;
import dev.millrace.ingest.catalog.MentionedProducts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;

/**
 * Writes products into the catalogue that events mention, every few seconds and as well as it can: nobody waits for it. What
 * is written is decided when all that stands in the catalogue is known, and not written if somebody else wrote meanwhile, so
 * that it never lands behind a feed that says otherwise.
 */
public final class CatalogLearner implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CatalogLearner.class);
    private static final long ENDS_WITHIN_MILLIS = 2_000;

    private final MentionedProducts mentioned;
    private final CatalogLog catalog;
    private final CatalogReader reader;
    private final Duration every;
    private final IntConsumer learnt;
    private final LearntProducts products = new LearntProducts();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "learn-products");

    /**
     * @param consumers of committed records
     * @param learnt told how many products were written
     */
    public CatalogLearner(
            MentionedProducts mentioned,
            CatalogLog catalog,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Topics topics,
            Duration every,
            IntConsumer learnt) {
        this.mentioned = mentioned;
        this.catalog = catalog;
        this.reader = new CatalogReader(consumers, topics.catalogProducts());
        this.every = every;
        this.learnt = learnt;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                learn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reader.close();
        }
    }

    private void learn() {
        List<CatalogProduct> waiting = mentioned.take();
        if (waiting.isEmpty()) {
            return;
        }
        try {
            // before anybody has to wait for it
            reader.catchUp(products);
            if (products.news(waiting).isEmpty()) {
                return;
            }
            int[] written = {0};
            boolean stood = catalog.writeUnlessAnother(() -> {
                reader.catchUp(products);
                List<CatalogProduct> news = products.news(waiting);
                written[0] = news.size();
                return news.stream()
                        .map(product -> new Entry<>(product.id(), product))
                        .toList();
            });
            if (stood) {
                learnt.accept(written[0]);
            } else {
                mentioned.note(waiting);
            }
        } catch (RuntimeException | Error e) { // whatever escaped would end the thread
            LOG.warnf("event=products-not-learnt reason=%s", e.getClass().getSimpleName());
            mentioned.note(waiting);
        }
    }

    /** What waits is learnt when it is mentioned again. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(ENDS_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
