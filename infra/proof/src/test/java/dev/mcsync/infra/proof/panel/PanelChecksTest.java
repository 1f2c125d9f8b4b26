package dev.mcsync.infra.proof.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The panel's own checks, as its {@code package.json} names them. Its build checks the types. */
class PanelChecksTest {

    /** Tests run in the module's directory, with the whole project around it. */
    private static final Path PANEL = Path.of("..", "..", "realtime-gateway", "panel");

    private static final long SECONDS = 300;

    @ParameterizedTest(name = "npm run {0}")
    @ValueSource(strings = {"lint", "test"})
    void thePanelPasses(String script, @TempDir Path directory)
            throws IOException, InterruptedException {
        assumeTrue(
                Files.isDirectory(PANEL.resolve("node_modules")),
                "Left out: the panel's packages are not installed (npm ci)");
        File output = directory.resolve("output").toFile();
        Process npm =
                new ProcessBuilder("npm", "run", script)
                        .directory(PANEL.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        try {
            assertThat(npm.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
            assertThat(npm.exitValue()).as(Files.readString(output.toPath())).isZero();
        } finally {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
        }
    }
}
