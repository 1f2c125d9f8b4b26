package dev.mcsync.infra.proof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts JVMs of its own, since an agent changes the one that it is in for good. */
final class ProofAgentTest {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path directory;
    private Path agentJar;
    private Path witness;

    @BeforeEach
    void writeTheAgent() {
        agentJar = directory.resolve("agent.jar");
        witness = directory.resolve("witness");
        AgentJar.write(agentJar);
    }

    static Stream<Place> woven() {
        return Stream.<Fault>concat(Stream.of(Failpoint.values()), Stream.of(PlantedBug.values()))
                .flatMap(fault -> fault.weaves().stream())
                .map(Weave::place)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("woven")
    void theProductHasEveryPlace(Place place) {
        place.requireIn(TypePool.Default.ofSystemLoader());
    }

    @Test
    void everyFailpointAndEveryBugIsWovenIntoTheProduct() throws Exception {
        AgentSettings all =
                new AgentSettings(
                        Stream.of(Failpoint.values())
                                .map(point -> new FailpointSpec(point, 1_000, FailpointAction.HALT))
                                .toList(),
                        List.of(PlantedBug.values()),
                        witness,
                        null);

        Ended visitor = run(all.jvmOptions(agentJar), Visitor.LOADS_ALL);

        assertThat(visitor.exitCode()).as(visitor.output()).isZero();
        List<String> ids = all.faults().stream().map(Fault::id).toList();
        assertThat(WitnessLine.readAll(witness))
                .allMatch(WitnessLine::isWoven)
                .extracting(WitnessLine::fault)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aHaltedProcessIsGoneAtTheOrderedHitAndLeavesItsWitness() throws Exception {
        FailpointSpec third =
                new FailpointSpec(Failpoint.NOTIFIER_AFTER_CLAIM, 3, FailpointAction.HALT);
        AgentSettings settings = new AgentSettings(List.of(third), List.of(), witness, null);

        Ended visitor = run(settings.jvmOptions(agentJar), Visitor.POSTS);

        assertThat(visitor.exitCode()).as(visitor.output()).isEqualTo(137);
        assertThat(visitor.output().lines().filter("posted"::equals)).hasSize(2);
        assertThat(WitnessLine.readAll(witness).getLast())
                .returns(visitor.pid(), WitnessLine::pid)
                .returns("nf.afterClaim", WitnessLine::fault)
                .returns(3L, WitnessLine::nth)
                .returns("halt", WitnessLine::what);
    }

    @Test
    void noHitCountsBeforeTheFileIsThere() throws Exception {
        FailpointSpec first =
                new FailpointSpec(Failpoint.NOTIFIER_AFTER_CLAIM, 1, FailpointAction.HALT);
        Path never = directory.resolve("armed");
        AgentSettings settings = new AgentSettings(List.of(first), List.of(), witness, never);

        Ended visitor = run(settings.jvmOptions(agentJar), Visitor.POSTS);

        assertThat(visitor.exitCode()).as(visitor.output()).isZero();
        assertThat(WitnessLine.readAll(witness)).noneMatch(WitnessLine::isEffect);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPausedProcessGoesOnWhenItIsTold() throws Exception {
        FailpointSpec second =
                new FailpointSpec(Failpoint.NOTIFIER_AFTER_CLAIM, 2, FailpointAction.PAUSE);
        AgentSettings settings = new AgentSettings(List.of(second), List.of(), witness, null);
        Process visitor = start(settings.jvmOptions(agentJar), Visitor.POSTS);
        awaitStopped(visitor);

        new ProcessBuilder("kill", "-CONT", Long.toString(visitor.pid())).start().waitFor();

        assertThat(ended(visitor).exitCode()).isZero();
        assertThat(WitnessLine.readAll(witness).getLast().what()).isEqualTo("pause");
    }

    @Test
    void anUnknownNameEndsTheProcessBeforeItBegins() throws Exception {
        Ended visitor =
                run(
                        List.of(
                                "-javaagent:" + agentJar,
                                "-Dmc.failpoint=sp.nowhere:1:halt",
                                "-Dmc.failpoint.witness=" + witness),
                        Visitor.POSTS);

        assertThat(visitor.exitCode()).isEqualTo(ProofAgent.CANNOT_WEAVE);
        assertThat(visitor.output())
                .contains("Expected a failpoint of gw.beforeSend, ", "found 'sp.nowhere'")
                .doesNotContain("posted");
    }

    private record Ended(long pid, int exitCode, String output) {}

    private Ended run(List<String> options, String visit) throws Exception {
        return ended(start(options, visit));
    }

    private Process start(List<String> options, String visit) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), Visitor.class.getName(), visit));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    /** Surefire may hide it in the manifest of a jar. */
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private Ended ended(Process process) throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Ended(process.pid(), process.waitFor(), Files.readString(output()));
    }

    private Path output() {
        return directory.resolve("output");
    }

    private static void awaitStopped(Process process) throws Exception {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(status).contains("State:\tT")) {
            assertThat(System.nanoTime()).as("the process stops in time").isLessThan(deadline);
            assertThat(process.isAlive()).isTrue();
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }
}
