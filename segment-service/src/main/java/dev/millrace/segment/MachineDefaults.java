package dev.millrace.segment;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Settings whose default depends on the machine; any other source comes before it. */
public final class MachineDefaults implements ConfigSource {

    private static final Map<String, String> DEFAULTS =
            Map.of("millrace.threads", Integer.toString(Runtime.getRuntime().availableProcessors()));

    @Override
    public Set<String> getPropertyNames() {
        return DEFAULTS.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        return DEFAULTS.get(name);
    }

    @Override
    public String getName() {
        return "machine";
    }

    @Override
    public int getOrdinal() {
        return 1;
    }
}
