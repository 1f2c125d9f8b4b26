package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir Path directory;

    @Test
    void oneHolderAtATime() {
        try (DirectoryLock held = DirectoryLock.tryAcquire(directory).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(DirectoryLock.tryAcquire(directory)).isEmpty();
        }
        DirectoryLock.tryAcquire(directory).orElseThrow().close();
    }
}
