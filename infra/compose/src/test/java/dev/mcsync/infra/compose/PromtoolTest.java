package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mcsync.infra.backing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prometheus's own tool reads the alerts and plays their cases. {@code ./mc-sync test} fetches it;
 * where it is not, and nobody said that it has to be, these tests are left out.
 */
final class PromtoolTest {

    /** Where the build has put it, beside the PATH. */
    private static final Path FETCHED = Repository.ROOT.resolve("target/tools/usr/bin");

    private static Path promtool = Path.of("promtool");

    static List<Path> caseFiles() {
        return AlertRules.caseFiles();
    }

    @BeforeAll
    static void findTheTool() {
        Optional<Path> found = Programs.find("promtool", FETCHED);
        if (Boolean.getBoolean("prometheus.needed")) {
            assertThat(found).as("promtool, which this run has to have").isPresent();
        }
        assumeTrue(
                found.isPresent(),
                "Left out: promtool is not installed (Debian has it in the package prometheus)");
        promtool = found.orElseThrow();
    }

    @Test
    void theAlertsAreWellFormed() throws IOException, InterruptedException {
        assertThat(run("check", "rules", AlertRules.FILE.toString()))
                .contains("SUCCESS: %d rules found".formatted(AlertRules.names().size()));
    }

    @ParameterizedTest
    @MethodSource("caseFiles")
    void theAlertsFireAndStaySilentAsTheCasesSay(Path cases)
            throws IOException, InterruptedException {
        assertThat(run("test", "rules", cases.toString())).contains("SUCCESS");
    }

    /** What it said, once it has ended well. */
    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
