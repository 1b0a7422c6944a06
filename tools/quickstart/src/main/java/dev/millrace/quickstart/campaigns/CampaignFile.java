package dev.millrace.quickstart.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.contract.SegmentDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A campaign as a file defines it. The file's name is the campaign's id; what stands in it, the service judges. */
record CampaignFile(String id, ObjectNode document) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");

    /**
     * All campaigns of a folder, by id.
     *
     * @throws IllegalStateException with the file and the reason if one can't be a campaign
     */
    static SortedMap<String, CampaignFile> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(folder + " is no folder; expected one with a file for each campaign");
        }
        SortedMap<String, CampaignFile> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(CampaignFile::isCampaign)
                    .sorted()
                    .map(CampaignFile::read)
                    .forEach(file -> {
                        if (files.put(file.id(), file) != null) {
                            throw new IllegalStateException(
                                    "two files of " + folder + " define the campaign " + file.id());
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + folder, e);
        }
        return files;
    }

    private static boolean isCampaign(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && SUFFIXES.stream().anyMatch(name::endsWith);
    }

    private static CampaignFile read(Path file) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.lastIndexOf('.'));
        try {
            SegmentDefinition.requireId(id);
            JsonNode read = YAML.readTree(file.toFile());
            if (!(read instanceof ObjectNode document)) {
                throw new IllegalArgumentException("expected named fields, and \"steps\" among them");
            }
            if (!document.hasNonNull("id")) {
                document.put("id", id);
            }
            return new CampaignFile(id, document);
        } catch (IOException | IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalStateException(file + " is no campaign: " + reason, e);
        }
    }
}
