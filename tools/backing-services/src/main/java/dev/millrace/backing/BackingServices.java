package dev.millrace.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Backing services that were started together, each in a process of its own. They start at the same time, and all can be
 * used when {@link #start} returns; if one can't, the others are ended and the failure has the end of its log.
 */
public final class BackingServices implements AutoCloseable {

    private final BackingOptions options;
    private final Map<BackingService, ChildProcess> children = new LinkedHashMap<>();

    private BackingServices(BackingOptions options) {
        this.options = options;
    }

    /** Starts services at free ports, which end when this process ends. */
    public static BackingServices start(Path dataFolder, Set<BackingService> services) {
        return start(BackingOptions.forTest(dataFolder, services));
    }

    public static BackingServices start(BackingOptions options) {
        BackingServices started = new BackingServices(options);
        try {
            started.launch();
            for (ChildProcess child : started.children.values()) {
                child.awaitReady(options.patience());
                RunningService running = child.running();
                options.progress().accept(running.service().label() + " is ready at " + running.address());
            }
            return started;
        } catch (IOException e) {
            started.close();
            throw new UncheckedIOException("starting backing services failed", e);
        } catch (InterruptedException e) {
            started.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting backing services", e);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void launch() throws IOException {
        Iterator<Integer> free =
                FreePorts.find(BackingService.values().length + 1).iterator();
        for (BackingService service : BackingService.values()) {
            if (options.services().contains(service)) {
                Integer given = options.ports().get(service);
                int port = given != null ? given : free.next();
                int pagePort = service == BackingService.INBOX ? pagePort(options, free) : 0;
                launch(service, port, pagePort);
            }
        }
    }

    private ChildProcess launch(BackingService service, int port, int pagePort) throws IOException {
        ChildProcess child = ChildProcess.launch(service, options, port, pagePort);
        children.put(service, child);
        options.launched().accept(child.running());
        return child;
    }

    private static int pagePort(BackingOptions options, Iterator<Integer> free) {
        return options.inboxPagePort() != 0 ? options.inboxPagePort() : free.next();
    }

    public List<RunningService> running() {
        return children.values().stream().map(ChildProcess::running).toList();
    }

    public RunningService get(BackingService service) {
        return child(service).running();
    }

    private ChildProcess child(BackingService service) {
        @Nullable ChildProcess child = children.get(service);
        if (child == null) {
            throw new IllegalArgumentException(service.label() + " was not started");
        }
        return child;
    }

    /** The settings under which Millrace's services find what was started. */
    public Map<String, String> configuration() {
        return Connections.configuration(running());
    }

    /** Ends one service in an orderly way; its clients find nobody at its port. */
    public void stop(BackingService service) {
        end(List.of(child(service)));
    }

    /** Starts a service again that was stopped, on the same port and data. */
    public void restart(BackingService service) {
        RunningService before = get(service);
        try {
            launch(service, before.port(), before.pagePort()).awaitReady(options.patience());
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + service.label() + " again failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting " + service.label() + " again", e);
        }
    }

    @Override
    public void close() {
        end(List.copyOf(children.values()));
    }

    private static void end(List<ChildProcess> ending) {
        ending.forEach(ChildProcess::requestEnd);
        boolean interrupted = false;
        for (ChildProcess child : ending) {
            try {
                child.awaitEnd();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "ending " + child.running().service().label() + " failed", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
