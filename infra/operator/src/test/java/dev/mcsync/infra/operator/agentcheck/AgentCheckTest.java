package dev.mcsync.infra.operator.agentcheck;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.infra.operator.OperatorTool;
import dev.mcsync.infra.operator.agentcheck.AgentCheck.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The example in Java keeps every rule; with one thing done wrong in it, it breaks the rule that is
 * about that thing, and no other one.
 */
class AgentCheckTest {

    private static final Path EXAMPLE = Path.of("..", "examples", "Agent.java");

    /** Far more than what is right needs, on a busy machine too. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** They mostly wait. */
    private static final int AT_ONCE = 10;

    /** Works as long as its task says, and asks what it says. */
    private static final String PROGRAM =
            """
            read -r task
            seconds=$(echo "$task" | sed 's/.*"seconds":\\([0-9]*\\).*/\\1/')
            case $task in *'"ask":'*) echo '{"question":{"text":"Which region?"}}'; read -r answer;; esac
            while [ "$seconds" -gt 0 ]; do sleep 1; seconds=$((seconds - 1)); echo "$seconds s to go"; done
            """;

    @TempDir static Path directory;

    private static final Map<Fault, Future<Outcome>> CHECKS = new EnumMap<>(Fault.class);
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(AT_ONCE);

    private static Future<Outcome> runner;

    @BeforeAll
    static void begin() {
        runner =
                EXECUTOR.submit(() ->
                        run(runnerOf("agt_runner", directory.resolve("runner")), "agt_runner"));
        for (Fault fault : Fault.values()) {
            CHECKS.put(fault, EXECUTOR.submit(() -> check(fault)));
        }
    }

    @AfterAll
    static void end() {
        EXECUTOR.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void aFaultBreaksTheRuleThatIsAboutIt(Fault fault) throws Exception {
        Outcome outcome = requireNonNull(CHECKS.get(fault)).get();
        assertThat(outcome).isInstanceOf(Outcome.Decided.class);
        Findings findings = ((Outcome.Decided) outcome).findings();
        List<String> broken =
                Arrays.stream(Rule.values())
                        .filter(rule -> findings.of(rule) instanceof Verdict.Broken)
                        .map(rule -> rule + " " + findings.of(rule))
                        .toList();
        if (fault.breaks == null) {
            assertThat(broken).isEmpty();
            assertThat(Rule.values())
                    .allSatisfy(
                            rule -> assertThat(findings.of(rule)).isEqualTo(new Verdict.Kept()));
        } else {
            assertThat(broken).singleElement().asString().startsWith(fault.breaks + " ");
        }
    }

    @Test
    void theRunnerKeepsEveryRule() throws Exception {
        Outcome outcome = runner.get();
        assertThat(outcome).isInstanceOf(Outcome.Decided.class);
        Findings findings = ((Outcome.Decided) outcome).findings();
        assertThat(Rule.values())
                .allSatisfy(rule -> assertThat(findings.of(rule)).isEqualTo(new Verdict.Kept()));
    }

    @Test
    void everyRuleIsBrokenByAFault() {
        assertThat(Fault.values()).extracting(fault -> fault.breaks).contains(Rule.values());
    }

    @Test
    void theGuideHasTheSectionOfEveryRule() throws IOException {
        List<String> headings =
                Files.readAllLines(Path.of("..", "..").resolve(Rule.GUIDE)).stream()
                        .filter(line -> line.startsWith("#"))
                        .map(line ->
                                line.replaceFirst("^#+ ", "")
                                        .toLowerCase(Locale.ROOT)
                                        .replace(' ', '-'))
                        .toList();
        assertThat(headings)
                .containsAll(
                        Arrays.stream(Rule.values())
                                .map(rule -> rule.see().replaceFirst(".*#", ""))
                                .toList());
    }

    @Test
    void whatIsNoProgramDidNotStart() throws Exception {
        assertThat(run(List.of(directory.resolve("nothing").toString()), "agt_none"))
                .isInstanceOf(Outcome.NotStarted.class);
        assertThat(run(List.of("sh", "-c", "exit 3"), "agt_gone"))
                .isEqualTo(
                        new Outcome.NotStarted(
                                "it did not ask for commands within 20 s: it ended by itself with exit code 3"));
    }

    private static List<String> runnerOf(String agent, Path state) {
        return List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OperatorTool.class.getName(),
                "agent",
                "run",
                "--id",
                agent,
                "--heartbeat",
                "1",
                "--state",
                state.toString(),
                "--input",
                "open",
                "--",
                "sh",
                "-c",
                PROGRAM);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Outcome check(Fault fault) throws InterruptedException, IOException {
        Path home = Files.createDirectory(directory.resolve(fault.name()));
        compile(fault.appliedTo(Files.readString(EXAMPLE)), home);
        List<String> command =
                List.of(
                        "env",
                        "MC_STATE_DIR=" + home.resolve("state"),
                        "MC_HEARTBEAT=1",
                        java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        home.toString(),
                        "Agent");
        return run(command, "agt_" + fault);
    }

    private static Outcome run(List<String> command, String agent) throws InterruptedException {
        return new AgentCheck(
                        command,
                        new AgentId(agent),
                        TIMEOUT,
                        directory.resolve(agent + ".log").toFile())
                .run(_ -> {});
    }

    private static void compile(String source, Path home) {
        try {
            Path file = Files.writeString(home.resolve("Agent.java"), source);
            int code =
                    ToolProvider.getSystemJavaCompiler()
                            .run(
                                    null,
                                    null,
                                    null,
                                    "-proc:none",
                                    "-d",
                                    home.toString(),
                                    file.toString());
            assertThat(code).as("it compiles").isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
