package dev.mcsync.infra.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"a, b", "-x", "día #1 100%", "\"q\" 'q' \\ $HOME ${x} {}", " "})
    void aNameThatAFileSystemTakesIsTaken(String name) {
        Path path = directory.resolve(name);

        try (DataDirectory data = DataDirectory.open(path)) {
            assertThat(data.closeToOthers()).isTrue();
            assertThat(data.path()).isDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "tab\there", "lost \uFFFD letter"})
    void aNameThatSomethingCannotLiveWithIsRefusedBeforeAnythingIsWritten(String name) {
        Path path = directory.resolve(name);

        assertThatThrownBy(() -> DataDirectory.open(path))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("cannot be used: its path ")
                .message()
                .doesNotContain("\n");
        assertThat(path).doesNotExist();
    }

    @Test
    void aPathTooLongForTheDatabaseIsRefusedWithBothNumbers() {
        Path path = directory;
        while (path.toString().length() < 801) {
            path = path.resolve("a".repeat(100));
        }
        Path tooLong = path;

        assertThatThrownBy(() -> DataDirectory.open(tooLong))
                .hasMessageContaining("%s bytes".formatted(tooLong.toString().length()))
                .hasMessageContaining("at most 800");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatHoldsOtherFilesIsRefusedAndLeftAsItIs() throws Exception {
        Path other = Files.writeString(directory.resolve("letter.txt"), "Dear");
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(directory);

        assertThatThrownBy(() -> DataDirectory.open(directory))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("it holds files that are not of mc-sync");

        assertThat(directory.toFile().list()).containsExactly(other.getFileName().toString());
        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(before);
    }

    @Test
    void aDirectoryOfAnEarlierRunIsTakenWhateverElseLiesInIt() throws Exception {
        Files.createDirectory(directory.resolve("kafka"));
        Files.writeString(directory.resolve("notes.txt"), "mine");

        DataDirectory.open(directory).close();
    }

    @Test
    void aFileInItsPlaceIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining(file + " is not a directory");
        assertThatThrownBy(() -> DataDirectory.open(file.resolve("below")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("cannot be used");
    }

    @Test
    void aLinkIsTheDirectoryItLeadsTo() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        try (DataDirectory data = DataDirectory.open(link)) {
            assertThat(data.path()).isEqualTo(real.toRealPath());
            assertThatThrownBy(() -> DataDirectory.open(real))
                    .hasMessageContaining("already running");
        }
    }
}
