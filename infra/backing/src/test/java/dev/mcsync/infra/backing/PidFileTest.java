package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    private static final String FOREIGN_ARGUMENT = "-Dno.process.has.this";

    @TempDir Path directory;
    private PidFile pidFile;
    private RunningProcess self;

    @BeforeEach
    void writeDownThisProcess() {
        pidFile = new PidFile(directory.resolve("pid"));
        self = new RunningProcess(ProcessHandle.current());
        pidFile.write(self);
    }

    @Test
    void aLivingProcessIsFoundAgain() {
        assertThat(pidFile.findLiving(FOREIGN_ARGUMENT)).contains(self);
    }

    @Test
    void aProcessThatStartedAtAnotherTimeIsNotTheOneWrittenDown() throws Exception {
        Instant started = self.startedAt().orElseThrow();
        Files.writeString(
                pidFile.path(), self.pid() + "\n" + started.minus(Duration.ofMinutes(1)) + "\n");

        assertThat(pidFile.findLiving(FOREIGN_ARGUMENT)).isEmpty();
    }

    @Test
    void nothingIsFoundInATornOrMissingFile() throws Exception {
        Files.writeString(pidFile.path(), "12");
        assertThat(pidFile.findLiving(FOREIGN_ARGUMENT)).isEmpty();

        pidFile.delete();
        assertThat(pidFile.findLiving(FOREIGN_ARGUMENT)).isEmpty();
    }
}
