package dev.mcsync.infra.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    private final RunFile run =
            new RunFile(
                    "http://127.0.0.1:8080",
                    "secret-token",
                    "127.0.0.1:9092",
                    "postgresql://mcsync:password@127.0.0.1:5432/mcsync",
                    null,
                    ProcessHandle.current().pid(),
                    null);

    @TempDir Path directory;

    @Test
    void itIsReadAsItWasWritten() {
        run.write(directory);

        assertThat(RunFile.find(directory)).hasValue(run);
    }

    @Test
    void onlyItsOwnerMayReadIt() throws Exception {
        run.write(directory);

        assertThat(Files.getPosixFilePermissions(directory.resolve(RunFile.NAME)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(run.toString()).doesNotContain("secret-token", "password");
    }

    @Test
    void oneThatAKilledRunLeftIsNotFound() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        new RunFile(run.url(), run.token(), run.kafka(), run.postgres(), null, ended.pid(), null)
                .write(directory);

        assertThat(RunFile.find(directory)).isEmpty();
    }

    @Test
    void nothingIsFoundWhereNothingRan() {
        assertThat(RunFile.find(directory)).isEmpty();
    }
}
