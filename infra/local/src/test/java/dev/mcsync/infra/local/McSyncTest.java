package dev.mcsync.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class McSyncTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path directory;

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("up", "demo", "check", "audit", "rejected", "task", "agents", "events")
                .contains("agent-check", "mcp", "token");
    }

    @Test
    void aCommandIsNeeded() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand");
    }

    @ParameterizedTest
    @CsvSource({
        "check, 1, --url",
        "demo, 1, --url",
        "audit, 2, --postgres",
        "task list, 2, --url",
        "mcp, 1, --url",
        "rejected list, 1, --kafka",
        "rejected show 0@1, 1, --kafka",
        "rejected replay 0@1, 1, --kafka"
    })
    void whereNothingRunsEachCommandSaysWhatIsMissing(String command, int status, String naming) {
        assertThat(run((command + " --data-dir " + directory).split(" "))).isEqualTo(status);
        assertThat(err.toString())
                .contains("nothing runs with the data directory " + directory)
                .contains(naming);
    }

    @Test
    void ephemeralAndADataDirectoryContradictEachOther() {
        assertThat(run("up", "--ephemeral", "--data-dir", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("--ephemeral");
    }

    @Test
    void aRehearsalKeepsNothing() {
        assertThat(run("up", "--rehearse", "--data-dir", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("--rehearse").contains("--ephemeral");
        assertThat(directory).isEmptyDirectory();
    }

    private int run(String... arguments) {
        CommandLine commandLine = McSync.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
