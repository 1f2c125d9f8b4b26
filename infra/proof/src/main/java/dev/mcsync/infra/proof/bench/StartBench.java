package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.ProcessGroups;
import dev.mcsync.infra.proof.bench.subject.QuickStart;
import dev.mcsync.infra.proof.bench.subject.Subject;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long {@code up} takes until everything is ready, and what it takes of the memory when it has
 * nothing to do: the first time, and on data that is there, from what an earlier start recorded.
 */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures the time until up is ready, and the memory it takes, cold and warm.")
final class StartBench extends Measurement {

    private static final String NAME = "start";

    @Option(
            names = "--idle",
            defaultValue = "10",
            description =
                    "Seconds of idling before the memory is looked at (default: ${DEFAULT-VALUE}).")
    private int idle;

    @Override
    List<Figure> measure(Progress progress) throws IOException {
        Path directory = Files.createTempDirectory("mc-sync-bench-");
        List<Figure> figures = new ArrayList<>();
        try {
            progress.say("Starting on nothing …");
            figures.addAll(start(directory.resolve("data"), "cold", List.of()));
            if (QuickStart.options().isEmpty()) {
                progress.say("Nothing was recorded for quick starts: warm means old data only");
            }
            progress.say("Starting again …");
            figures.addAll(start(directory.resolve("data"), "warm", QuickStart.options()));
        } finally {
            Directories.delete(directory);
        }
        return figures;
    }

    private List<Figure> start(Path data, String at, List<String> jvmOptions) {
        Figure.Place place = new Figure.Place(NAME, Subject.PRODUCT, at);
        List<Figure> figures = new ArrayList<>();
        try (SystemProcess system =
                new SystemProcess(data, LoopbackPorts.free(), Map.of(), jvmOptions)) {
            long began = System.nanoTime();
            long pid = system.start().pid();
            figures.add(place.one("ready after", "s", (System.nanoTime() - began) / 1e9));
            LockSupport.parkNanos(Duration.ofSeconds(idle).toNanos());
            figures.addAll(
                    place.shares("memory (PSS)", "MiB", ProcessGroups.ofProduct(pid).memory(), 1));
        }
        return figures;
    }
}
