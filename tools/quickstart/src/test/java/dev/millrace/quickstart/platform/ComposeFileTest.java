package dev.millrace.quickstart.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docker-compose.yml promises, read from it: no engine is needed to see that it was forgotten. */
class ComposeFileTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root", "../.."));
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(MILLRACE_[A-Z0-9_]+)(:[-?])?([^}]*)}");

    /** Settings of the quickstart that are for a demonstration at one's own machine, or that the images have. */
    private static final Set<String> NOT_FOR_CONTAINERS = Set.of(
            "quarkus.http.host",
            "quarkus.http.port",
            "quarkus.banner.enabled",
            "quarkus.log.console.color",
            "millrace.console.open",
            "millrace.inbox.url",
            "millrace.limits.address-events-per-second",
            "millrace.trigger.open-tracking");

    private static final Map<String, String> CONNECTIONS = Map.of(
            "kafka.bootstrap.servers", "x",
            "quarkus.datasource.jdbc.url", "x",
            "quarkus.datasource.username", "x",
            "quarkus.datasource.password", "x",
            "quarkus.mongodb.connection-string", "x",
            "millrace.smtp.host", "x",
            "millrace.smtp.port", "1",
            "millrace.inbox.url", "x");

    private static String text = "";
    private static JsonNode compose = new ObjectMapper().createObjectNode();

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(ROOT.resolve("docker-compose.yml"));
        compose = new ObjectMapper(new YAMLFactory()).readTree(text);
    }

    @ParameterizedTest
    @EnumSource
    void everySettingThatTheQuickstartMakesIsMadeHereToo(MillraceService service) {
        Map<MillraceService, Integer> ports = new EnumMap<>(MillraceService.class);
        for (MillraceService any : MillraceService.values()) {
            ports.put(any, any.defaultPort());
        }
        Set<String> wanted = new ServiceSettings(new Keys("b", "s", "a", "i", "l"), CONNECTIONS, ports, 8080)
                .of(service).keySet().stream()
                        .filter(name -> !NOT_FOR_CONTAINERS.contains(name) && !DemoPopup.SETTINGS.containsKey(name))
                        .map(ComposeFileTest::asVariable)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(names(service(service.label()).path("environment"))).containsAll(wanted);
    }

    @Test
    void secretsHaveNoDefaults() {
        List<String> withDefault = new ArrayList<>();
        Set<String> required = new TreeSet<>();
        for (Matcher found = VARIABLE.matcher(text); found.find(); ) {
            if (found.group(1).matches(".*(KEY|KEY_SHA256|PASSWORD)")) {
                if (":?".equals(found.group(2))) {
                    required.add(found.group(1));
                } else {
                    withDefault.add(found.group());
                }
            }
        }
        assertThat(withDefault).isEmpty();
        assertThat(required).contains("MILLRACE_ADMIN_KEY", "MILLRACE_IDENTITY_KEY", "MILLRACE_DATABASE_PASSWORD");
        compose.path("services")
                .forEach(service -> service.path("environment").properties().forEach(variable -> {
                    if (variable.getKey().matches(".*(_KEY|KEY_SHA256|PASSWORD)")) {
                        assertThat(variable.getValue().asText())
                                .as(variable.getKey())
                                .startsWith("${");
                    }
                }));
    }

    @Test
    void whatCanBeSetIsExplained() throws IOException {
        String explained = Files.readString(ROOT.resolve(".env.example"));
        String all = text
                + Files.readString(ROOT.resolve("deploy/containers/with-kafka.yml"))
                + Files.readString(ROOT.resolve("deploy/containers/with-smtp.yml"));
        for (Matcher found = VARIABLE.matcher(all); found.find(); ) {
            assertThat(explained).contains(found.group(1) + "=");
        }
    }

    @Test
    void portsAreThoseOfThisMachineOnlyAndDataStoresHaveNone() {
        compose.path("services").properties().forEach(service -> service.getValue()
                .path("ports")
                .forEach(port -> assertThat(port.asText()).as(service.getKey()).startsWith("127.0.0.1:")));
        for (String store : List.of("kafka", "postgres", "mongo")) {
            assertThat(service(store).has("ports")).as(store).isFalse();
            assertThat(compose.path("networks").path(store).path("internal").asBoolean())
                    .as(store)
                    .isTrue();
        }
        assertThat(onNetwork("postgres")).containsExactlyInAnyOrder("postgres", "trigger-service");
        assertThat(onNetwork("mongo")).containsExactlyInAnyOrder("mongo", "mailer-service");
    }

    @ParameterizedTest
    @EnumSource
    void servicesMayDoAsLittleAsPossibleAndComeBack(MillraceService service) throws IOException {
        JsonNode definition = service(service.label());

        assertThat(merged(definition, "read_only").asBoolean()).isTrue();
        assertThat(merged(definition, "cap_drop").path(0).asText()).isEqualTo("ALL");
        assertThat(merged(definition, "security_opt").path(0).asText()).isEqualTo("no-new-privileges:true");
        assertThat(merged(definition, "restart").asText()).isEqualTo("unless-stopped");
        assertThat(definition.path("mem_limit").asText()).isNotEmpty();
        assertThat(definition.path("depends_on").path("kafka").path("condition").asText())
                .isEqualTo("service_healthy");
        String image = Files.readString(ROOT.resolve("deploy/containers").resolve(service.label() + ".Dockerfile"));
        assertThat(image)
                .contains("\nUSER 185\n", "\nHEALTHCHECK ", "\nENTRYPOINT [\"java\"", "MaxRAMPercentage")
                .contains("EXPOSE " + service.defaultPort() + "\n");
    }

    @Test
    void imagesAreThoseThatTestsInContainersRunOn() throws IOException {
        String inContainers = Files.readString(
                ROOT.resolve("tools/backing-services/src/main/java/dev/millrace/backing/containers/InContainers.java"));
        for (String backing : List.of("kafka", "postgres", "mongo", "mailpit")) {
            assertThat(inContainers)
                    .contains("\"" + service(backing).path("image").asText() + "\"");
        }
    }

    private static String asVariable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static JsonNode service(String name) {
        JsonNode service = compose.path("services").path(name);
        assertThat(service.isObject()).as(name).isTrue();
        return service;
    }

    /** YAML's merge key, which the parser leaves alone: the value of the service, or of what it is made like. */
    private static JsonNode merged(JsonNode node, String field) {
        if (node.has(field)) {
            return node.path(field);
        }
        return node.has("<<") ? merged(parent(node.path("<<")), field) : node.path(field);
    }

    private static JsonNode parent(JsonNode reference) {
        return reference.isObject() ? reference : compose.path("x-" + reference.asText());
    }

    private static Set<String> onNetwork(String network) {
        return names(compose.path("services")).stream()
                .filter(name -> StreamSupport.stream(
                                service(name).path("networks").spliterator(), false)
                        .anyMatch(joined -> joined.asText().equals(network)))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}
