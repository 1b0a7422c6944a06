package dev.millrace.benchmarks.segment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.StreamsConfig;

/** What the service tells Kafka Streams, read from its own configuration, so that the bare topology is told the same. */
final class ServiceSettings {

    private static final String SERVICE = "segment-service";
    private static final String PREFIX = "kafka-streams.";

    /** What names an instance, and must differ. */
    private static final Set<String> OWN = Set.of(
            "kafka-streams.state.dir",
            "kafka-streams.application.server",
            "kafka-streams.main.consumer.group.instance.id");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    private ServiceSettings() {}

    static Properties streams(String bootstrap, String application, String folder) {
        Properties settings = new Properties();
        Properties all = all();
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .filter(name -> !OWN.contains(name))
                .forEach(name -> settings.put(name.substring(PREFIX.length()), resolved(all.getProperty(name), all)));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder);
        return settings;
    }

    /** What all stores together may take, as the service is told. */
    static long stateMegabytes() {
        String text = all().getProperty("millrace.state-memory", "").strip();
        if (!text.matches("[0-9]+M")) {
            throw new IllegalStateException("millrace.state-memory is " + text + "; expected megabytes, such as 128M");
        }
        return Long.parseLong(text.substring(0, text.length() - 1));
    }

    private static String resolved(String value, Properties all) {
        return REFERENCE
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(all.getProperty(found.group(1), "")));
    }

    private static Properties all() {
        try {
            for (URL found :
                    Collections.list(ServiceSettings.class.getClassLoader().getResources("application.properties"))) {
                Properties properties = read(found);
                if (SERVICE.equals(properties.getProperty("quarkus.application.name"))) {
                    return properties;
                }
            }
            throw new IllegalStateException(SERVICE + "'s configuration is not on the class path");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(URL place) throws IOException {
        try (InputStream file = place.openStream()) {
            Properties properties = new Properties();
            // the service's own default, which depends on the machine
            properties.setProperty(
                    "millrace.threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
            properties.load(file);
            return properties;
        }
    }
}
