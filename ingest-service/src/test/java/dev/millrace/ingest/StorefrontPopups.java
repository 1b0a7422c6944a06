package dev.millrace.ingest;

import dev.millrace.ingest.storefront.Popup;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Reads a pop-up's configuration the way the service does. */
public final class StorefrontPopups {

    private StorefrontPopups() {}

    public static Popup read(String properties) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>();
        read.forEach((name, value) -> settings.put(name.toString(), value.toString()));
        StorefrontConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(StorefrontConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(StorefrontConfig.class);
        return Objects.requireNonNull(new StorefrontWiring().storefront(config).popup());
    }
}
