package dev.millrace.segment.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;

/**
 * The topics that Kafka Streams keeps the stores in. It gives them their settings when it makes them and never again, so those
 * of an earlier release may be too narrow for what this one writes: a record that does not fit would stop its partition for good.
 */
public final class Changelogs {

    private static final Logger LOG = Logger.getLogger(Changelogs.class);
    private static final String LARGEST = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
    private static final long TIMEOUT_SECONDS = 30;

    private Changelogs() {}

    /**
     * Lets those that are there already take records of this size.
     *
     * @throws IllegalStateException if one is narrower, and can't be changed from here
     */
    public static void widen(Admin admin, String applicationId, int bytes) {
        try {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            ConfigEntry wanted = new ConfigEntry(LARGEST, Integer.toString(bytes));
            settings(admin, applicationId).forEach((topic, settings) -> {
                if (Long.parseLong(settings.get(LARGEST).value()) < bytes) {
                    changes.put(topic, List.of(new AlterConfigOp(wanted, AlterConfigOp.OpType.SET)));
                }
            });
            admin.incrementalAlterConfigs(changes).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            changes.keySet()
                    .forEach(topic -> LOG.infof("event=changelog-widened topic=%s bytes=%d", topic.name(), bytes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking at the changelogs", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "the changelogs of " + applicationId + " must take records of " + bytes
                            + " bytes, and that can't be made sure of; set " + LARGEST
                            + " of its topics with kafka-configs.sh",
                    e);
        }
    }

    private static Map<ConfigResource, Config> settings(Admin admin, String applicationId)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> changelogs = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                .filter(name -> name.startsWith(applicationId + "-") && name.endsWith("-changelog"))
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return admin.describeConfigs(changelogs).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
