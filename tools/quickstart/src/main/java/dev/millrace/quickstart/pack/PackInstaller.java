package dev.millrace.quickstart.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.platform.ServiceAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Puts the files of the ready-made pack into the services: the parts of templates, templates, then the segments, then the campaigns
 * that use both, and before them the pools of their codes. For a demonstration waiting times are replaced by those of {@link
 * DemoParameters}, so that a visitor sees in seconds what
 * takes a shop days; every replacement is said. Installing again changes nothing but what changed in the files.
 */
public final class PackInstaller {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String SUFFIX = ".yaml";
    private static final String LAYOUT = ".mjml";

    private final ServiceClient templates;
    private final ServiceClient segments;
    private final ServiceClient campaigns;
    private final Consumer<String> progress;

    public PackInstaller(ServiceAddresses addresses, String adminKey, Consumer<String> progress) {
        this.templates = ServiceClient.withAdminKey(addresses.mailer(), adminKey);
        this.segments = ServiceClient.withAdminKey(addresses.segment(), adminKey);
        this.campaigns = ServiceClient.withAdminKey(addresses.trigger(), adminKey);
        this.progress = progress;
    }

    /** With the short waits of the demonstration. */
    public void install(Path pack) {
        install(pack, DemoParameters.shipped());
    }

    /** With the waits of a shop. */
    public void installAsItIs(Path pack) {
        install(pack, DemoParameters.none());
    }

    private void install(Path pack, DemoParameters demo) {
        List<String> replaced = new ArrayList<>();
        List<Path> templateFiles = documents(pack.resolve("templates"));
        List<Path> segmentFiles = documents(pack.resolve("segments"));
        List<Path> campaignFiles = documents(pack.resolve("campaigns"));
        for (Path file : layouts(pack.resolve("templates").resolve("parts"))) {
            put(templates, "/api/parts/" + withoutSuffix(file, LAYOUT), part(file));
        }
        for (Path file : templateFiles) {
            put(templates, "/api/templates/" + id(file), template(file));
        }
        for (Path file : surveys(pack)) {
            put(templates, "/api/surveys/" + id(file), read(file));
        }
        for (Path file : segmentFiles) {
            ObjectNode segment = read(file);
            replaced.addAll(demo.apply("segment", id(file), segment));
            put(segments, "/api/segments/" + id(file), segment);
        }
        Set<String> pools = new TreeSet<>();
        for (Path file : campaignFiles) {
            pools.addAll(PackCodes.pools(read(file)));
        }
        List<String> made = new PackCodes(campaigns).make(pools, demo.codes());
        for (Path file : campaignFiles) {
            ObjectNode campaign = read(file);
            replaced.addAll(demo.apply("campaign", id(file), campaign));
            putCampaign("/api/campaigns/" + id(file), campaign);
        }
        progress.accept("the ready-made pack is installed: " + templateFiles.size() + " templates, "
                + segmentFiles.size() + " segments, " + campaignFiles.size() + " campaigns");
        if (!made.isEmpty()) {
            String what = demo.codes() > 0
                    ? demo.codes() + " codes were made up in each of the pools "
                    : "upload codes (./millrace coupons upload) into the pools ";
            progress.accept(what + String.join(", ", made));
        }
        if (!replaced.isEmpty()) {
            progress.accept("for this demonstration only, so that you need not wait: " + String.join(", ", replaced));
        }
    }

    /**
     * When a broadcast goes out is for people to say, and whether the shop itself confirms orders: until then these are drafts.
     */
    private void putCampaign(String path, ObjectNode document) {
        boolean isForPeople = document.path("start").has("broadcast")
                || document.path("class").asText().equals("transactional");
        if (isForPeople && campaigns.find(path).isEmpty()) {
            campaigns.put(path + "?state=draft", document);
        } else {
            put(campaigns, path, document);
        }
    }

    /** A document that stands there already is not put again: it would be a new version of the same. */
    private static void put(ServiceClient service, String path, ObjectNode document) {
        if (!contains(service.find(path), document)) {
            service.put(path, document);
        }
    }

    private static boolean contains(Optional<JsonNode> current, ObjectNode document) {
        return current.isPresent()
                && document.properties().stream().allMatch(field -> {
                    JsonNode there = current.get().path(field.getKey());
                    return there.equals(field.getValue())
                            || (there.isMissingNode() && field.getValue().isEmpty());
                });
    }

    /** The layout stands in a file of its own beside the document, under the same name. */
    private static ObjectNode template(Path file) {
        ObjectNode template = read(file);
        layout(file, LAYOUT).ifPresent(mjml -> template.put("mjml", mjml));
        layout(file, ".txt").ifPresent(text -> template.put("text", text));
        return template;
    }

    private static List<Path> surveys(Path pack) {
        Path folder = pack.resolve("surveys");
        return Files.isDirectory(folder) ? documents(folder) : List.of();
    }

    private static ObjectNode part(Path file) {
        try {
            return YAML.createObjectNode().put("mjml", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    private static List<Path> layouts(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(LAYOUT))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + folder, e);
        }
    }

    private static Optional<String> layout(Path file, String suffix) {
        Path beside = file.resolveSibling(id(file) + suffix);
        try {
            return Files.exists(beside) ? Optional.of(Files.readString(beside)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + beside, e);
        }
    }

    private static List<Path> documents(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("the ready-made pack is not complete: expected the folder " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + folder, e);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            JsonNode document = YAML.readTree(file.toFile());
            if (document instanceof ObjectNode object) {
                object.remove("id");
                return object;
            }
            throw new IllegalStateException(file + " is not a document with named fields");
        } catch (IOException e) {
            throw new IllegalStateException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static String id(Path file) {
        return withoutSuffix(file, SUFFIX);
    }

    private static String withoutSuffix(Path file, String suffix) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - suffix.length());
    }
}
