package dev.mcsync.infra.proof.sim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final int SEEDS = 2_000;

    @BeforeAll
    static void silenceTheLog() {
        Simulate.silenceTheLog();
    }

    @Test
    void everyInvariantHoldsWhateverTheSeed() {
        List<String> violations =
                LongStream.rangeClosed(1, SEEDS)
                        .parallel()
                        .mapToObj(seed -> Simulation.ofSeed(seed, Set.of(), false))
                        .filter(run -> !run.isGood())
                        .map(SimulationTest::told)
                        .toList();

        assertThat(violations).isEmpty();
    }

    @Test
    void whatTheDatabaseLosesIsAppliedAgainAndNotToldAgain() {
        List<String> violations =
                LongStream.rangeClosed(1, SEEDS)
                        .parallel()
                        .mapToObj(seed -> Simulation.ofSeed(seed, true, Set.of(), false))
                        .filter(run -> !run.isGood())
                        .map(SimulationTest::told)
                        .toList();

        assertThat(violations).isEmpty();
    }

    @Test
    void everyInvariantHoldsWhicheverStepAFaultBefalls() {
        List<String> violations =
                Exhaustive.runs(2).parallelStream()
                        .map(SimulationTest::call)
                        .filter(run -> !run.isGood())
                        .map(SimulationTest::told)
                        .toList();

        assertThat(violations).isEmpty();
    }

    @Test
    void seedsThatFailedOnceHold() throws IOException {
        List<Long> seeds = listedSeeds();

        assertThat(seeds).isNotEmpty();
        assertThat(
                        seeds.stream()
                                .map(seed -> Simulation.ofSeed(seed, Set.of(), false))
                                .filter(run -> !run.isGood())
                                .map(SimulationTest::told))
                .isEmpty();
    }

    @Test
    void equalSeedsGiveEqualRuns() {
        Run first = Simulation.ofSeed(42, Set.of(), true);
        Run second = Simulation.ofSeed(42, Set.of(), true);

        assertThat(first.trace()).isNotEmpty().isEqualTo(second.trace());
    }

    @Test
    void faultsBefallProcessesInEveryWay() {
        List<String> traces =
                LongStream.rangeClosed(1, 100)
                        .mapToObj(seed -> Simulation.ofSeed(seed, Set.of(), true))
                        .flatMap(run -> run.trace().stream())
                        .toList();

        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                assertThat(traces).anyMatch(line -> line.endsWith("<<< " + fault));
            }
        }
        assertThat(traces)
                .anyMatch(line -> line.endsWith("members expelled"))
                .anyMatch(line -> line.endsWith("a transaction timed out"))
                .anyMatch(line -> line.contains("database: restored"));
    }

    private static List<Long> listedSeeds() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                requireNonNull(
                                        SimulationTest.class.getResourceAsStream("seeds.txt")),
                                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> Long.parseLong(line.split("\\s", 2)[0]))
                    .toList();
        }
    }

    private static String told(Run run) {
        return run.name() + ": " + run.violation();
    }

    private static Run call(Callable<Run> run) {
        try {
            return run.call();
        } catch (Exception e) {
            throw new IllegalStateException("Expected the run to come to its end", e);
        }
    }
}
