package dev.millrace.segment.query;

import dev.millrace.segment.stream.OpenPartitions;
import jakarta.inject.Singleton;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Passes a request on to an instance that works on a partition: only there is it known what the log says is in force. A request
 * that was passed on is not passed on again.
 */
@Singleton
public class Forwarding {

    /** Says that another instance has passed the request on. */
    public static final String HEADER = "Millrace-Forwarded";

    private static final Logger LOG = Logger.getLogger(Forwarding.class);
    private static final int OWNERS_TRIED = 2;

    private final OpenPartitions open;
    private final Assignments assignments;
    private final Peers peers;

    Forwarding(OpenPartitions open, Assignments assignments, Peers peers) {
        this.open = open;
        this.assignments = assignments;
        this.peers = peers;
    }

    /** Whether no partition is worked on here, as on an instance that has nothing but copies. */
    public boolean isNeeded() {
        return open.all().isEmpty();
    }

    /**
     * What an owner answered; empty if none did.
     *
     * @param path with its query
     */
    public Optional<HttpResponse<byte[]>> pass(String method, String path, Map<String, String> headers, byte[] body) {
        for (Instance owner : owners()) {
            try {
                return Optional.of(
                        peers.pass(owner, method, path, headers, body).join());
            } catch (CompletionException failed) {
                LOG.debugf("event=not-passed-on reason=%s", failed.getCause());
            }
        }
        return Optional.empty();
    }

    private List<Instance> owners() {
        return assignments.current().owners().stream()
                .filter(owner -> !owner.equals(assignments.self()))
                .filter(owner -> !peers.isSilent(owner))
                .limit(OWNERS_TRIED)
                .toList();
    }
}
