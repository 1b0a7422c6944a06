package dev.millrace.segment.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams as the service has them in its configuration. */
final class StreamSettings {

    private static final String PREFIX = "kafka-streams.";

    private StreamSettings() {}

    static Properties of(String bootstrapServers, String instance, String stateFolder, String application)
            throws IOException {
        Properties all = new Properties();
        // the tests have a file of that name, too, which hides this one on the class path
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            all.load(file);
        }
        Map<String, String> values =
                Map.of("millrace.instance", instance, "millrace.state-folder", stateFolder, "millrace.threads", "1");
        Properties settings = new Properties();
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> {
                    String value = resolved(all.getProperty(name), all, values);
                    settings.put(name.substring(PREFIX.length()), value);
                });
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        return settings;
    }

    private static String resolved(String value, Properties all, Map<String, String> values) {
        if (!value.startsWith("${")) {
            return value;
        }
        String name = value.substring(2, value.length() - 1);
        String[] parts = name.split(":", 2);
        String known = values.getOrDefault(parts[0], all.getProperty(parts[0]));
        return known != null ? resolved(known, all, values) : parts[1];
    }
}
