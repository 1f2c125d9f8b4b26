package dev.mcsync.infra.proof.outage;

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
        ProofCommand.assertPasses(Outages.class, ARGUMENTS);
    }

    @Test
    @Timeout(420)
    void nothingIsLostOrToldTwiceWhereTheDatabaseGoesBack() throws Exception {
        ProofCommand.assertPasses(
                Outages.class, List.of("--going-back", "1", "--rate", "60", "--seed", "7"));
    }
}
