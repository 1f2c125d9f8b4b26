package dev.mcsync.infra.proof.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation can fail: each bug that is put into its twins is found. */
class PlantedBugsTest {

    private static final int SEEDS = 1_500;

    /** Which show where the database lost something, as it seldom does. */
    private static final Set<Planted> OF_LOSSES =
            EnumSet.of(Planted.GAPS_ARE_WRITTEN, Planted.IDLE_PARTITIONS_NOT_LOOKED_AT);

    @BeforeAll
    static void silenceTheLog() {
        Simulate.silenceTheLog();
    }

    @ParameterizedTest
    @EnumSource(Planted.class)
    void aPlantedBugIsFound(Planted bug) {
        Optional<Run> found =
                LongStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed ->
                                Simulation.ofSeed(
                                        seed, OF_LOSSES.contains(bug), Set.of(bug), false))
                        .filter(run -> !run.isGood())
                        .findFirst();

        assertThat(found).as("a run that finds %s", bug).isPresent();
    }
}
