package dev.millrace.quickstart.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.quickstart.client.RefusedException;
import dev.millrace.quickstart.client.ServiceClient;
import java.net.URI;

/** Sends to ingest-service, as a browser or as a backend. */
public final class HttpStorefront implements Storefront {

    private static final int NOT_REACHED = 0;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final ServiceClient browser;
    private final ServiceClient backend;

    public HttpStorefront(URI ingest, String browserKey, String serverKey) {
        this.browser = ServiceClient.withWriteKey(ingest, browserKey);
        this.backend = ServiceClient.withWriteKey(ingest, serverKey);
    }

    /** @throws RefusedException when the call can never be taken: a mistake in the simulation */
    @Override
    public boolean send(Sender sender, String path, ObjectNode call) {
        ServiceClient client =
                switch (sender) {
                    case BROWSER -> browser;
                    case BACKEND -> backend;
                };
        try {
            client.post(path, call);
            return true;
        } catch (RefusedException e) {
            if (e.status() == NOT_REACHED || e.status() == TOO_MANY || e.status() >= SERVER_ERRORS) {
                return false;
            }
            throw e;
        }
    }
}
