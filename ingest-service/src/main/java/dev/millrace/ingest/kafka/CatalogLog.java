package dev.millrace.ingest.kafka;

import dev.millrace.contract.BroadcastProducer;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** The shop's products in {@code catalog.products}, one copy to each partition. */
public final class CatalogLog {

    private final BroadcastProducer broadcast;
    private final Topic<String, CatalogProduct> topic;

    public CatalogLog(BroadcastProducer broadcast, Topics topics) {
        this.broadcast = broadcast;
        this.topic = topics.catalogProducts();
    }

    /** Writes what is decided, unless another instance wrote meanwhile; blocks its caller. */
    boolean writeUnlessAnother(Supplier<List<BroadcastProducer.Entry<CatalogProduct>>> decision) {
        return broadcast.writeUnlessAnother(topic, decision);
    }

    /** Blocks its caller until they are stored in this order, or Kafka did not take them in time. */
    public EventLog.Result write(List<BroadcastProducer.Entry<CatalogProduct>> products) {
        try {
            broadcast.write(topic, products);
            return EventLog.Result.STORED;
        } catch (KafkaException e) {
            return EventLog.Result.NOT_ACKNOWLEDGED;
        }
    }
}
