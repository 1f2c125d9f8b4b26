package dev.mcsync.infra.proof.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.proof.ProofCommand;
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
        int exit = ProofCommand.run(Outages.class, ARGUMENTS);

        assertThat(exit).as("its output says what went wrong").isZero();
    }
}
