package dev.millrace.backing;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The configuration under which Millrace's services reach backing services. User and password are the packaged server's. */
public final class Connections {

    private Connections() {}

    public static Map<String, String> configuration(Collection<RunningService> services) {
        Map<String, String> configuration = new TreeMap<>();
        for (RunningService running : services) {
            switch (running.service()) {
                case KAFKA -> configuration.put("kafka.bootstrap.servers", running.address());
                case POSTGRESQL -> {
                    configuration.put(
                            "quarkus.datasource.jdbc.url", "jdbc:postgresql://" + running.address() + "/millrace");
                    configuration.put("quarkus.datasource.username", "postgres");
                    configuration.put("quarkus.datasource.password", "postgres");
                }
                case MONGODB ->
                    configuration.put("quarkus.mongodb.connection-string", "mongodb://" + running.address());
                case INBOX -> {
                    configuration.put("millrace.smtp.host", RunningService.HOST);
                    configuration.put("millrace.smtp.port", Integer.toString(running.port()));
                    configuration.put("millrace.inbox.url", "http://" + RunningService.HOST + ":" + running.pagePort());
                }
            }
        }
        return configuration;
    }
}
