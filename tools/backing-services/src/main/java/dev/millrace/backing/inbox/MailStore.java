package dev.millrace.backing.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Raw mails, one file each, named by a growing number; the file's time is when it was received. What the list shows of each
 * stays in memory. Past the limit the oldest mail is deleted. All methods may be called from any thread.
 */
final class MailStore {

    private static final String SUFFIX = ".eml";

    private final Path folder;
    private final InstantSource time;
    private final int kept;
    private final NavigableMap<String, Mail.Summary> mails = new TreeMap<>();
    private long next = 1;

    private MailStore(Path folder, InstantSource time, int kept) {
        this.folder = folder;
        this.time = time;
        this.kept = kept;
    }

    static MailStore open(Path folder, InstantSource time, int kept) throws IOException {
        MailStore store = new MailStore(Files.createDirectories(folder), time, kept);
        store.load();
        return store;
    }

    private synchronized void load() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                Instant received = Files.getLastModifiedTime(file).toInstant();
                mails.put(id, MailParser.parse(Files.readAllBytes(file)).summary(id, received));
                next = Math.max(next, Long.parseLong(id) + 1);
            }
        }
    }

    synchronized String add(byte[] raw) throws IOException {
        String id = String.format("%010d", next++);
        Instant received = time.instant();
        Path written = Files.write(folder.resolve(id + ".new"), raw);
        Files.setLastModifiedTime(written, FileTime.from(received));
        Files.move(written, file(id), StandardCopyOption.ATOMIC_MOVE);
        mails.put(id, MailParser.parse(raw).summary(id, received));
        while (mails.size() > kept) {
            delete(mails.firstKey());
        }
        return id;
    }

    /** Newest first. */
    synchronized List<Mail.Summary> list(int start, int limit) {
        return mails.descendingMap().values().stream().skip(start).limit(limit).toList();
    }

    synchronized int size() {
        return mails.size();
    }

    /** The summary of a mail; {@code latest} names the newest. */
    synchronized Optional<Mail.Summary> find(String id) {
        if (id.equals("latest")) {
            return Optional.ofNullable(mails.lastEntry()).map(Map.Entry::getValue);
        }
        return Optional.ofNullable(mails.get(id));
    }

    synchronized Optional<byte[]> raw(String id) throws IOException {
        Optional<Mail.Summary> found = find(id);
        return found.isPresent()
                ? Optional.of(Files.readAllBytes(file(found.get().id())))
                : Optional.empty();
    }

    synchronized void deleteAll() throws IOException {
        for (String id : new ArrayList<>(mails.keySet())) {
            delete(id);
        }
    }

    synchronized void delete(String id) throws IOException {
        if (mails.containsKey(id)) {
            Files.deleteIfExists(file(id));
            mails.remove(id);
        }
    }

    private Path file(String id) {
        return folder.resolve(id + SUFFIX);
    }
}
