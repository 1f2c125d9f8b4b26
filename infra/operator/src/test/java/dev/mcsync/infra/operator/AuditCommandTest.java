package dev.mcsync.infra.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AuditCommandTest {

    private final StringWriter err = new StringWriter();

    @Test
    void aTimeThatIsNoneIsAMistakeOfTheCaller() {
        assertThat(run("--at", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("--at is a time such as");
        assertThat(run("--at", "2999-01-01T00:00:00Z")).isEqualTo(2);
        assertThat(err.toString()).contains("in the past");
    }

    @Test
    void noPasswordIsTold() {
        int status =
                run(
                        "--kafka",
                        "127.0.0.1:1",
                        "--postgres",
                        "postgres://mcsync:very-secret@:nowhere");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("very-secret");
    }

    private int run(String... arguments) {
        CommandLine commandLine = OperatorTool.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(
                Stream.concat(Stream.of("audit"), Stream.of(arguments)).toArray(String[]::new));
    }
}
