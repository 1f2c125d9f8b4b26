package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.proof.agent.PlantedBug;
import dev.mcsync.infra.proof.chaos.ChaosRun;
import dev.mcsync.infra.proof.chaos.Profile;
import dev.mcsync.infra.proof.chaos.check.Finding;
import dev.mcsync.infra.proof.chaos.report.RunReport;
import dev.mcsync.infra.proof.chaos.report.TextReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small chaos run. {@code ./mc-sync chaos} has the larger ones. */
class ChaosIT {

    private static final long SEED = 20_261_122;

    @TempDir Path directory;

    @Test
    void everyAcceptedEventTakesEffectOnceWhateverIsKilled() throws Exception {
        RunReport run =
                new ChaosRun(Profile.small(), SEED, directory, null, System.out::println).run();

        System.out.print(TextReport.of(run));
        assertThat(run.kills()).isEqualTo(10);
        assertThat(run.faults()).allMatch(fault -> fault.proven());
        assertThat(run.findings()).hasSizeGreaterThan(15).allMatch(Finding::holds);
    }

    @Test
    void aLostEffectIsFound() throws Exception {
        PlantedBug bug = PlantedBug.DEDUP_WITHOUT_EFFECT;

        RunReport run =
                new ChaosRun(Profile.forBug(bug), SEED, directory, bug, System.out::println).run();

        assertThat(run.findings())
                .filteredOn(finding -> !finding.holds())
                .extracting(Finding::invariant)
                .contains("I3");
    }
}
