package dev.millrace.quickstart.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    @TempDir
    Path folder;

    @Test
    void keysAreMadeOnceAndKept() throws IOException {
        Path file = folder.resolve("keys.properties");

        Keys made = Keys.readOrMake(file);

        assertThat(Keys.readOrMake(file)).isEqualTo(made);
        assertThat(Set.of(made.browserKey(), made.serverKey(), made.adminKey(), made.identityKey(), made.linksKey()))
                .hasSize(5)
                .allSatisfy(
                        key -> assertThat(key).hasSizeGreaterThanOrEqualTo(32).matches("[A-Za-z0-9-]+"));
    }

    @Test
    void onlyTheOwnerCanReadThem() throws IOException {
        Path file = folder.resolve("keys.properties");
        Keys.readOrMake(file);

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void keysAreNotPrinted() throws IOException {
        assertThat(Keys.readOrMake(folder.resolve("keys"))).hasToString("Keys[hidden]");
    }
}
