package dev.millrace.backing.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailStoreTest {

    private static final Instant T0 = Instant.parse("2026-03-01T09:00:00Z");
    private static final int KEPT = 3;

    @TempDir
    Path folder;

    @Test
    void mailsAreListedNewestFirst() throws IOException {
        MailStore store = open();
        add(store, "one");
        add(store, "two");

        assertThat(subjects(store)).containsExactly("two", "one");
        assertThat(store.list(1, 1)).extracting(Mail.Summary::subject).containsExactly("one");
        assertThat(store.find("latest")).map(Mail.Summary::subject).hasValue("two");
    }

    @Test
    void mailsAreThereAgainAfterARestartAndKeepTheirTime() throws IOException {
        add(open(), "one");

        MailStore again = open();
        add(again, "two");

        assertThat(subjects(again)).containsExactly("two", "one");
        assertThat(again.list(1, 1)).extracting(Mail.Summary::received).containsExactly(T0);
    }

    @Test
    void theOldestMailGoesWhenThereAreTooMany() throws IOException {
        MailStore store = open();
        for (String subject : List.of("one", "two", "three", "four")) {
            add(store, subject);
        }

        assertThat(subjects(store)).containsExactly("four", "three", "two");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(KEPT);
        }
    }

    @Test
    void deletedMailsAreGoneFromDisk() throws IOException {
        MailStore store = open();
        add(store, "one");
        store.deleteAll();

        assertThat(store.size()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    private MailStore open() throws IOException {
        return MailStore.open(folder, InstantSource.fixed(T0), KEPT);
    }

    private static void add(MailStore store, String subject) throws IOException {
        store.add(("Subject: " + subject + "\r\n\r\nHello\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> subjects(MailStore store) {
        return store.list(0, 10).stream().map(Mail.Summary::subject).toList();
    }
}
