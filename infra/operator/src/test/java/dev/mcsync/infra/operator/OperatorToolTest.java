package dev.mcsync.infra.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OperatorToolTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("check", "audit", "rejected", "accept-new-log", "demo")
                .contains("task", "agents", "events", "notifications", "completion")
                .contains("agent-check", "mcp", "token");
    }

    @Test
    void anAgentThatCannotBeCheckedIsAnsweredWithTheReason() {
        assertThat(run("agent-check")).isEqualTo(2);
        assertThat(run("agent-check", "--timeout", "0", "--", "true")).isEqualTo(2);
        assertThat(run("agent-check", "--id", "a b", "--", "true")).isEqualTo(2);
        assertThat(run("agent-check", "--", "/no/such/program")).isEqualTo(3);
        assertThat(run("agent-check", "--", "sh", "-c", "exit 5")).isEqualTo(3);
        assertThat(err.toString())
                .contains("CMD", "--timeout is 1 or more", "--id a b", "/no/such/program")
                .contains("exit code 5");
    }

    @Test
    void aCommandIsNeeded() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand");
        assertThat(run("rejected")).isEqualTo(2);
    }

    @Test
    void itKnowsNoRunOfItsMachine() {
        for (String command : List.of("check", "audit", "accept-new-log", "demo")) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(run("rejected", "list", "--help")).isZero();

        assertThat(out.toString()).contains("--url", "--kafka").doesNotContain("--data-dir");
    }

    @ParameterizedTest
    @CsvSource({
        "check, 1, --url and --token",
        "demo, 1, --url and --token",
        "mcp, 1, --url and --token",
        "audit, 2, --postgres",
        "accept-new-log, 2, --postgres",
        "rejected list, 1, --kafka"
    })
    void withoutASystemEachCommandSaysHowToNameOne(String command, int status, String naming) {
        assertThat(run(command.split(" "))).isEqualTo(status);
        assertThat(err.toString()).contains("which system? Name it with " + naming);
    }

    @Test
    void aLanguageThatTheDemoDoesNotSpeakIsAnsweredWithThoseThatItDoes() {
        assertThat(run("demo", "--lang", "fr")).isEqualTo(2);
        assertThat(err.toString()).contains("expected one of en, pt but was 'fr'");
    }

    @Test
    void aSystemThatIsAwayFailsTheCheck() {
        assertThat(run("check", "--url", "http://127.0.0.1:1", "--token", "any")).isEqualTo(1);
    }

    private int run(String... arguments) {
        CommandLine commandLine = OperatorTool.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
