package dev.mcsync.infra.proof.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {

    @TempDir private Path directory = Path.of("");

    @Test
    void theJarOfAnotherVersionIsFoundByItsName() throws IOException {
        Files.createDirectory(directory.resolve("lib"));
        Files.createFile(directory.resolve("infra-local-0.1.0-SNAPSHOT-tests.jar"));
        Files.createFile(directory.resolve("infra-local-0.1.0-SNAPSHOT.jar.original"));
        Path jar = Files.createFile(directory.resolve("infra-local-0.1.0-SNAPSHOT.jar"));

        assertThat(Build.in(directory, "before"))
                .isEqualTo(new Build("before", jar.toAbsolutePath().toString()));
    }

    @Test
    void aJarWithoutItsLibrariesIsNoBuild() throws IOException {
        Files.createFile(directory.resolve("infra-local-0.1.0-SNAPSHOT.jar"));

        assertThatThrownBy(() -> Build.in(directory, "before"))
                .hasMessage("expected infra-local-….jar and lib in " + directory);
    }
}
