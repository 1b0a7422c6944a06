package dev.millrace.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class BackingServicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NATIVE = "a container's processes are the engine's affair";

    @TempDir
    Path folder;

    @Test
    void everyServiceWorksAndKeepsItsDataThroughARestart() throws Exception {
        try (BackingServices services = BackingServices.start(folder, Set.of(BackingService.values()))) {
            writeInTransactions(services.get(BackingService.KAFKA).address());
            writeRow(jdbcUrl(services));
            insertDocument(services.get(BackingService.MONGODB).address());
            sendMail(services.get(BackingService.INBOX).port());
            assertEverythingIsThere(services);
        }

        try (BackingServices again = BackingServices.start(folder, Set.of(BackingService.values()))) {
            assertEverythingIsThere(again);
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "backing", matches = "containers", disabledReason = NATIVE)
    void postgresqlStartsAgainAfterItsProcessWasKilledAndEndsWithIt() throws Exception {
        Path cluster = folder.resolve("postgresql").resolve("cluster");
        BackingServices killed = BackingServices.start(folder, Set.of(BackingService.POSTGRESQL));
        writeRow(jdbcUrl(killed));
        ProcessHandle.of(killed.get(BackingService.POSTGRESQL).pid())
                .orElseThrow()
                .destroyForcibly();
        assertThat(PostgresLeftovers.server(cluster)).isPresent();

        try (BackingServices again = BackingServices.start(folder, Set.of(BackingService.POSTGRESQL))) {
            assertThat(readRow(jdbcUrl(again))).isEqualTo("kept");
        }
        assertThat(PostgresLeftovers.server(cluster)).isEmpty();
    }

    @Test
    @DisabledIfSystemProperty(named = "backing", matches = "containers", disabledReason = NATIVE)
    void endOfTheProcessEndsPostgresqlsOwnProcesses() throws Exception {
        Path cluster = folder.resolve("postgresql").resolve("cluster");
        try (BackingServices services = BackingServices.start(folder, Set.of(BackingService.POSTGRESQL))) {
            ProcessHandle server = PostgresLeftovers.server(cluster).orElseThrow();

            ProcessHandle.of(services.get(BackingService.POSTGRESQL).pid())
                    .orElseThrow()
                    .destroy();

            assertThat(server.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void aTakenPortIsReportedWithTheEndOfTheLog() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            BackingOptions options = BackingOptions.forTest(folder, Set.of(BackingService.INBOX))
                    .withPorts(Map.of(BackingService.INBOX, FreePorts.find(1).get(0)), taken.getLocalPort());

            assertThatThrownBy(() -> BackingServices.start(options))
                    .hasMessageContaining("inbox at 127.0.0.1:")
                    .hasMessageContaining("ended with exit code 1 before it could be used")
                    .hasMessageMatching("(?s).*([Aa]ddress already in use|port is already allocated).*");
        }
    }

    private static void assertEverythingIsThere(BackingServices services) throws Exception {
        assertThat(services.running())
                .allSatisfy(running -> assertThat(running.answers()).isTrue());
        assertThat(readCommitted(services.get(BackingService.KAFKA).address())).containsExactly("committed");
        assertThat(readRow(jdbcUrl(services))).isEqualTo("kept");
        assertThat(findDocument(services.get(BackingService.MONGODB).address())).hasValue("kept");
        String page = services.configuration().get("millrace.inbox.url");
        assertThat(get(page + "/api/v1/messages"))
                .contains("\"total\":1", "\"Subject\":\"Grüße <b>\"", "\"Address\":\"jan@example.org\"");
        assertThat(get(page + "/api/v1/message/latest")).contains("\"Text\":\"Guten Tag");
        assertThat(get(page + "/api/v1/message/latest/raw")).contains("To: jan@example.org");
        assertThat(get(page + "/")).contains("Grüße &lt;b&gt;").doesNotContain("Grüße <b>");
    }

    private static void writeInTransactions(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "transactional.id", "test");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("kept", "k", "aborted")).get(30, TimeUnit.SECONDS);
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("kept", "k", "committed"));
            producer.commitTransaction();
        }
    }

    private static List<String> readCommitted(String bootstrap) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        TopicPartition partition = new TopicPartition("kept", 0);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(PATIENCE).records(partition).stream()
                    .map(record -> record.value())
                    .toList();
        }
    }

    private static String jdbcUrl(BackingServices services) {
        return services.configuration().get("quarkus.datasource.jdbc.url") + "?user=postgres&password=postgres";
    }

    private static void writeRow(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create table notes (note text)");
            statement.execute("insert into notes values ('kept')");
        }
    }

    private static String readRow(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select note from notes")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void insertDocument(String address) {
        try (MongoClient client = MongoClients.create("mongodb://" + address)) {
            notes(client).insertOne(new Document("_id", 1).append("note", "kept"));
        }
    }

    private static Optional<String> findDocument(String address) {
        try (MongoClient client = MongoClients.create("mongodb://" + address)) {
            return Optional.ofNullable(
                            notes(client).find(new Document("_id", 1)).first())
                    .map(found -> found.getString("note"));
        }
    }

    private static MongoCollection<Document> notes(MongoClient client) {
        return client.getDatabase("test").getCollection("notes");
    }

    private static void sendMail(int port) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(port));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("shop@example.org"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("jan@example.org"));
        mail.setSubject("Grüße <b>", "UTF-8");
        mail.setText("Guten Tag", "UTF-8");
        Transport.send(mail);
    }

    private static String get(String url) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
