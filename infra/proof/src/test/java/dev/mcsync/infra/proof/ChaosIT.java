package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.proof.agent.PlantedBug;
import dev.mcsync.infra.proof.chaos.Chaos;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The small chaos run, with a broker and a database that ask who comes, so that each service shows
 * under load and after each kill that its rights suffice. {@code ./mc-sync chaos} has the larger
 * ones.
 */
class ChaosIT {

    private static final String SEED = "20261122";

    @TempDir Path directory;

    @Test
    @Timeout(900)
    void everyAcceptedEventTakesEffectOnceWhateverIsKilled() throws Exception {
        ProofCommand.assertPasses(
                Chaos.class,
                List.of(
                        "--small",
                        "--secured",
                        "--seed",
                        SEED,
                        "--report",
                        directory.resolve("report.html").toString()));
        assertThat(directory.resolve("report.html")).content().contains("holds", "I20");
    }

    @Test
    @Timeout(600)
    void aLostEffectIsFound() throws Exception {
        ProofCommand.assertPasses(
                Chaos.class,
                List.of("--bug", PlantedBug.DEDUP_WITHOUT_EFFECT.id(), "--seed", SEED));
    }
}
