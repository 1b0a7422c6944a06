package dev.millrace.quickstart.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void theFolderIsInTheRepositoryUnlessNamed() {
        assertThat(DataFolder.of(folder, Optional.empty()).path()).isEqualTo(folder.resolve(".millrace"));
        assertThat(DataFolder.of(folder, Optional.of("")).path()).isEqualTo(folder.resolve(".millrace"));
        assertThat(DataFolder.of(folder, Optional.of("/data/mill")).path()).isEqualTo(Path.of("/data/mill"));
    }

    @Test
    void aFolderWithFilesOfSomebodyElseIsNotUsedAndNotDeleted() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "Dear");
        DataFolder data = new DataFolder(folder);

        assertThatThrownBy(data::prepare).hasMessageContaining("MILLRACE_HOME");
        assertThatThrownBy(data::delete).hasMessageContaining("is not a data folder of Millrace");
        assertThat(folder.resolve("letter.txt")).exists();
    }

    @Test
    void aPreparedFolderIsDeletedWhole() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.prepare();
        data.prepare();
        Files.createDirectories(data.backing());

        data.delete();

        assertThat(folder).isEmptyDirectory();
    }
}
