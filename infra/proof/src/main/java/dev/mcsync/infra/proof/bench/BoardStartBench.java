package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Subject;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a realtime-gateway takes until its board is there, by how much ever was on it: open
 * tasks alone, when finished ones beside them have just left, and when the broker has compacted
 * what they left. With a million of them on the board it would not start in its 320 MB at all.
 */
@Command(
        name = "board-start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the start of a realtime-gateway beside a large archive.")
final class BoardStartBench extends Measurement {

    private static final String NAME = "board-start";

    @Option(
            names = "--open",
            defaultValue = "5000",
            description = "Tasks on the board (default: ${DEFAULT-VALUE}).")
    private int open;

    @Option(
            names = "--archived",
            defaultValue = "1000000",
            description = "Tasks that have left it (default: ${DEFAULT-VALUE}).")
    private int archived;

    @Option(
            names = "--starts",
            defaultValue = "3",
            description =
                    "Starts of each kind, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int starts;

    @Override
    List<Figure> measure(Progress progress) throws IOException {
        Path directory = Files.createTempDirectory("mc-sync-bench-");
        List<Figure> figures = new ArrayList<>();
        try (Fleet fleet = Fleet.prepare(directory, Set.of(Member.REALTIME), Set.of(), Map.of());
                BoardTopic topic = new BoardTopic(fleet.broker().bootstrapServers())) {
            ServiceProcess gateway = fleet.service(Member.REALTIME);
            topic.open(0, open);
            gateway.launch();
            gateway.awaitReady();
            gateway.archiveClasses(directory.resolve("realtime.jsa"));
            gateway.stop();
            figures.add(starts(gateway, "%,d open".formatted(open)));

            progress.say("%,d tasks are made and finished …", archived);
            topic.finished(open, open + archived);
            progress.say("… and leave the board …");
            topic.gone(open, open + archived);
            figures.add(starts(gateway, "just archived"));

            progress.say("… and the broker compacts …");
            topic.compact();
            figures.add(starts(gateway, "archived and compacted"));
        } finally {
            Directories.delete(directory);
        }
        return figures;
    }

    private Figure starts(ServiceProcess gateway, String at) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            long began = System.nanoTime();
            gateway.launch();
            gateway.awaitReady();
            seconds.add((System.nanoTime() - began) / 1e9);
            gateway.stop();
        }
        seconds.sort(null);
        return new Figure.Place(NAME, Subject.PRODUCT, at)
                .one("ready after", "s", seconds.get(starts / 2));
    }
}
