package dev.mcsync.infra.proof.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation can fail: each bug that is put into its twins is found. */
class PlantedBugsTest {

    private static final int SEEDS = 1_500;

    @BeforeAll
    static void silenceTheLog() {
        Simulate.silenceTheLog();
    }

    @ParameterizedTest
    @EnumSource(Planted.class)
    void aPlantedBugIsFound(Planted bug) {
        Optional<Run> found =
                LongStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed -> Simulation.ofSeed(seed, Set.of(bug), false))
                        .filter(run -> !run.isGood())
                        .findFirst();

        assertThat(found).as("a run that finds %s", bug).isPresent();
    }
}
