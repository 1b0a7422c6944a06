package dev.millrace.quickstart.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings in YAML or JSON, as the admin API takes them. */
public final class SettingsFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private SettingsFile() {}

    /**
     * @param example of a setting, for people
     * @throws IllegalStateException with the reason if it holds no settings
     */
    public static ObjectNode read(Path file, String example) {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(file + " can't be read");
        }
        try {
            JsonNode read = YAML.readTree(file.toFile());
            if (read instanceof ObjectNode settings) {
                return settings;
            }
            throw new IllegalStateException(file + " holds no settings, expected names like " + example);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalStateException(file + " is no YAML: " + reason, e);
        }
    }
}
