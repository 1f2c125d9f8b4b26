package dev.mcsync.infra.proof.bench;

import dev.mcsync.service.startup.PlainDefaults;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./mc-sync bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the system on this machine. Each measurement starts what it needs.",
        subcommands = {
            IngestBench.class,
            LatencyBench.class,
            SaturationBench.class,
            DrainBench.class,
            FanOutBench.class,
            DialogueBench.class,
            WaitingBench.class,
            HeartbeatBench.class,
            DeadlineBench.class,
            GrowthBench.class,
            StartBench.class,
            BoardStartBench.class,
            AllBench.class,
            PauseBench.class,
            AuditBench.class,
            ReconcileBench.class
        })
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        PlainDefaults.pin();
        System.exit(
                new CommandLine(new Bench())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }
}
