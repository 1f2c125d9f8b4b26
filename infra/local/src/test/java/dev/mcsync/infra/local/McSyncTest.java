package dev.mcsync.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class McSyncTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path directory;

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("up", "demo", "check", "rejected");
    }

    @Test
    void aCommandIsNeeded() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Which command?");
    }

    @Test
    void aCheckOfNothingSaysWhatIsMissing() {
        assertThat(run("check", "--data-dir", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("nothing runs").contains("--url");
    }

    @Test
    void ephemeralAndADataDirectoryContradictEachOther() {
        assertThat(run("up", "--ephemeral", "--data-dir", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("--ephemeral");
    }

    @Test
    void aSystemThatIsAwayFailsTheCheck() {
        int status = run("check", "--url", "http://127.0.0.1:1", "--token", "any");

        assertThat(status).isEqualTo(1);
    }

    private int run(String... arguments) {
        CommandLine commandLine = McSync.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
