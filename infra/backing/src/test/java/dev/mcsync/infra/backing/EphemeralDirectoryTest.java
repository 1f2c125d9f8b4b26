package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EphemeralDirectoryTest {
    private final FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));

    @Test
    void itIsGoneWhenClosed() throws Exception {
        EphemeralDirectory directory = EphemeralDirectory.create();
        Files.createDirectories(directory.kafka());
        Files.writeString(directory.kafka().resolve("file"), "content");

        directory.close();

        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void whatAKilledRunLeftIsDeletedByTheNext() throws Exception {
        Path abandoned = Files.createTempDirectory("mc-sync-ephemeral-");
        Files.createFile(abandoned.resolve("lock"));
        Files.setLastModifiedTime(abandoned, longAgo);

        EphemeralDirectory.create().close();

        assertThat(abandoned).doesNotExist();
    }

    @Test
    void oneInUseIsLeftAlone() throws Exception {
        try (EphemeralDirectory inUse = EphemeralDirectory.create()) {
            Files.setLastModifiedTime(inUse.path(), longAgo);

            EphemeralDirectory.create().close();

            assertThat(inUse.path()).exists();
        }
    }
}
