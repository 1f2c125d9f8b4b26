package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir Path directory;

    @Test
    void whatAnEarlierRunLeftOpenIsClosed() throws Exception {
        Path inner = Files.createDirectories(directory.resolve("kafka/data"));
        Path segment = Files.writeString(inner.resolve("0.log"), "a secret payload");
        Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh");
        permit(directory, "rwxr-xr-x");
        permit(inner, "rwxrwxrwx");
        permit(segment, "rw-r--r--");
        permit(program, "rwxr-xr-x");
        Files.createSymbolicLink(directory.resolve("link"), segment);

        assertThat(PrivateFiles.close(directory, directory.resolve("postgres"))).isTrue();

        assertThat(permissions(inner)).isEqualTo("rwx------");
        assertThat(permissions(segment)).isEqualTo("rw-------");
        assertThat(permissions(program)).isEqualTo("rwx------");
        assertThat(permissions(directory)).matches("rwx-----[-x]");
    }

    @Test
    void whatIsCreatedFromNowOnIsPrivate() throws Exception {
        assertThat(PrivateFiles.fromNowOn()).isTrue();

        Path file = Files.writeString(directory.resolve("new"), "");
        assertThat(permissions(file)).isEqualTo("rw-------");
        Path log = directory.resolve("child.log");
        ChildProcess.start(List.of("mkdir", "made"), log).awaitExit();
        assertThat(permissions(directory.resolve("made"))).isEqualTo("rwx------");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
