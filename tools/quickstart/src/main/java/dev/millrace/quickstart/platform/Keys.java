package dev.millrace.quickstart.platform;

import dev.millrace.contract.ApiKeyHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * The secrets of one installation on this machine: made once, then read from a file that only its owner can read.
 *
 * @param browserKey may only write events
 * @param serverKey may also confirm addresses and consent, and write history
 * @param adminKey opens the admin APIs
 * @param identityKey turns addresses into customer ids; a change makes everybody a stranger
 * @param linksKey signs the links in mails
 */
public record Keys(String browserKey, String serverKey, String adminKey, String identityKey, String linksKey) {

    private static final int RANDOM_BYTES = 24;

    /** Reads the keys, or makes them when the file is not there yet. */
    static Keys readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            make().write(file);
        }
        return read(file);
    }

    public static Keys read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return new Keys(
                get(file, properties, "browserKey"),
                get(file, properties, "serverKey"),
                get(file, properties, "adminKey"),
                get(file, properties, "identityKey"),
                get(file, properties, "linksKey"));
    }

    private static Keys make() {
        SecureRandom random = new SecureRandom();
        return new Keys(
                "browser-" + text(random),
                "server-" + text(random),
                "admin-" + text(random),
                text(random),
                text(random));
    }

    private void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("browserKey", browserKey);
        properties.setProperty("serverKey", serverKey);
        properties.setProperty("adminKey", adminKey);
        properties.setProperty("identityKey", identityKey);
        properties.setProperty("linksKey", linksKey);
        PrivateFile.create(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(
                    out, "Keys of this installation of Millrace; whoever has them can read and change everything");
        }
    }

    public String hashOf(String key) {
        return ApiKeyHash.ofKey(key).sha256();
    }

    /** What a user of the installation needs. */
    public StatusReport.KeysShown shown() {
        return new StatusReport.KeysShown(browserKey, serverKey, adminKey);
    }

    private static String text(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        // without - and _, so that a double click selects the whole key
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replaceAll("[-_]", "x");
    }

    private static String get(Path file, Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name))
                .orElseThrow(() -> new IllegalStateException(
                        file + " has no " + name + "; repair it, or start afresh with ./millrace reset"));
    }

    @Override
    public String toString() {
        return "Keys[hidden]";
    }

    /** A file that only its owner can read, from its first moment. */
    static final class PrivateFile {

        private PrivateFile() {}

        static void create(Path file) throws IOException {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
