package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./mc-sync test} makes of a Maven that goes on past a failed test. */
final class TestCommandTest {

    @TempDir private Path directory;

    @Test
    void aFailedTestFailsTheRunThoughMavenEndsWell() throws IOException {
        Script run = test("[ERROR]   LedgerTest.keepsAll:12 expected 2, found 1");

        assertThat(run.status()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains("LedgerTest.keepsAll:12", "✘ Not well");
    }

    @Test
    void aRunWithoutAnErrorIsWell() throws IOException {
        Script run = test("[INFO] Tests run: 2, Failures: 0");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("✔ All well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "build"})
    void whoAsksForHelpStartsNoRun(String command) throws IOException {
        Script help = script("[INFO] Tests run: 2, Failures: 0", command, "--help");

        assertThat(help.status()).as(help.output()).isZero();
        assertThat(help.output()).startsWith("Usage: ./mc-sync " + command);
        assertThat(directory.resolve("target")).doesNotExist();
    }

    private Script test(String said) throws IOException {
        return script(said, "test");
    }

    /** A copy of the command, so that what it writes comes to lie in the copy's directory. */
    private Script script(String said, String... words) throws IOException {
        Path command = Files.copy(Repository.ROOT.resolve("mc-sync"), directory.resolve("mc-sync"));
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : List.of("chromium", "prometheus", "promtool")) {
            executable(tools.resolve(tool), "");
        }
        executable(tools.resolve("mvn"), "echo '" + said + "'");
        return Script.run(
                command.toString(),
                Map.of("PATH", tools + ":" + System.getenv("PATH"), "NO_COLOR", "1"),
                words);
    }

    private static void executable(Path file, String does) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
