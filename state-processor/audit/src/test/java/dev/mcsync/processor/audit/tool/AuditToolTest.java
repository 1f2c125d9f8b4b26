package dev.mcsync.processor.audit.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class AuditToolTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesWhatCanBeAsked() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("--kafka", "--postgres", "--task", "--at", "--compact", "-o")
                .doesNotContain("--data-dir");
    }

    @Test
    void aSystemHasToBeNamed() {
        assertThat(run("--kafka", "127.0.0.1:1")).isEqualTo(AuditOptions.UNKNOWN);
        assertThat(err.toString()).contains("--postgres or POSTGRES_URL");
    }

    @Test
    void aTimeThatIsNoneIsAMistakeOfTheCaller() {
        assertThat(run("--at", "yesterday")).isEqualTo(AuditOptions.UNKNOWN);
        assertThat(err.toString()).contains("--at is a time such as");
    }

    @Test
    void whatIsOutOfReachCannotBeTold() {
        int status =
                run(
                        "--at",
                        "2026-01-01T00:00:00Z",
                        "--postgres",
                        "postgresql://u:secret@127.0.0.1:1/none");

        assertThat(status).isEqualTo(AuditOptions.UNKNOWN);
        assertThat(err.toString()).contains("The database cannot be read").doesNotContain("secret");
    }

    private int run(String... arguments) {
        CommandLine commandLine = AuditTool.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
