package dev.mcsync.infra.proof.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form; minutes of each outage, and the full disk, are for {@link Outages} itself. */
class OutagesIT {

    private static final List<String> ARGUMENTS =
            List.of(
                    "--relaxed",
                    "--seconds",
                    "5",
                    "--only",
                    "BROKER_KILLED,BROKER_SILENT,DATABASE_KILLED,DATABASE_SILENT,DISCORD_SILENT");

    @Test
    @Timeout(420)
    void nothingIsLostAndEverybodyIsAnsweredWhateverIsAway() throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-cp",
                                ChildClassPath.current(),
                                Outages.class.getName()));
        command.addAll(ARGUMENTS);

        Process outages = new ProcessBuilder(command).inheritIO().start();
        try {
            assertThat(outages.waitFor()).as("its output says what went wrong").isZero();
        } finally {
            outages.descendants().forEach(ProcessHandle::destroyForcibly);
            outages.destroyForcibly();
        }
    }
}
