package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.report.Figure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All measurements of speed one after the other, in one report. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures everything that tells how fast it is, one after the other, in one report.",
            "Takes about half an hour, with --quick some ten minutes."
        })
final class AllBench extends Measurement {

    /**
     * @param quick the options that make it short
     */
    private record Part(Supplier<Measurement> measurement, String... quick) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part(StartBench::new, "--idle", "5"),
                    new Part(LatencyBench::new, "--seconds", "10"),
                    new Part(IngestBench::new, "--seconds", "2", "--warmup", "10"),
                    new Part(SaturationBench::new, "--seconds", "5", "--warmup", "10"),
                    new Part(DrainBench::new, "--events", "100000"),
                    new Part(FanOutBench::new, "--seconds", "10", "--warmup", "5"),
                    new Part(DialogueBench::new, "--dialogues", "50", "--warmup", "50"),
                    new Part(HeartbeatBench::new, "--seconds", "20", "--warmup", "5"),
                    new Part(DeadlineBench::new, "--deadlines", "2000", "--seconds", "20"),
                    new Part(GrowthBench::new, "--to", "100000"));

    @Option(names = "--quick", description = "Shorter, and less exact.")
    private boolean quick;

    @Override
    List<Figure> measure(Progress progress) throws IOException, SQLException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (Part part : PARTS) {
            Measurement measurement = part.measurement().get();
            CommandLine command = new CommandLine(measurement);
            command.setCaseInsensitiveEnumValuesAllowed(true);
            command.parseArgs(quick ? part.quick() : new String[0]);
            progress.say("— %s —", command.getCommandName());
            figures.addAll(measurement.measure(progress));
        }
        return figures;
    }
}
