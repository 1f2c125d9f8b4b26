package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildProcessTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PANIC:  could not read file | PANIC:  could not read file",
                "ERROR Kafka$ Exiting\\njava.lang.RuntimeException: Error: no node\\n\\tat kafka.Kafka"
                        + "| java.lang.RuntimeException: Error: no node"
            })
    void aFailedStartIsToldByItsReasonFirstAndWithoutWhatEarlierStartsSaid(
            String output, String reason) throws Exception {
        Path log = Files.writeString(directory.resolve("log"), "ERROR of last week\n");

        ChildProcess child = ChildProcess.start(List.of("printf", output), log);
        child.awaitExit();

        assertThat(child.lastWords())
                .startsWith(reason + "; " + log + " ends with:")
                .doesNotContain("last week");
    }

    @Test
    void oneThatSaidNothingLeavesTheNameOfItsLog() {
        Path log = directory.resolve("log");

        ChildProcess child = ChildProcess.start(List.of("false"), log);
        child.awaitExit();

        assertThat(child.lastWords()).startsWith(log + " ends with:");
    }
}
