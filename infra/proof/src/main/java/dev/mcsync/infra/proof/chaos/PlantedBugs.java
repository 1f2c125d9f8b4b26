package dev.mcsync.infra.proof.chaos;

import dev.mcsync.infra.proof.agent.PlantedBug;
import dev.mcsync.infra.proof.chaos.check.Finding;
import dev.mcsync.infra.proof.chaos.report.RunReport;
import dev.mcsync.infra.proof.system.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gives the product one bug after the other, to see whether the proof would catch each. */
final class PlantedBugs {

    private final long seed;

    PlantedBugs(long seed) {
        this.seed = seed;
    }

    /** Prints a table of what caught what; 0 when all were caught. */
    int hunt(List<PlantedBug> bugs) throws IOException, InterruptedException, SQLException {
        List<String> table = new ArrayList<>();
        int caught = 0;
        for (PlantedBug bug : bugs) {
            System.out.printf("%nplanted: %s. %s%n", bug.id(), bug.sentence());
            RunReport run = run(bug);
            List<Finding> violated =
                    run.findings().stream().filter(finding -> !finding.holds()).toList();
            boolean isCaught = !violated.isEmpty();
            caught += isCaught ? 1 : 0;
            table.add(
                    "| %s | %s | %s | %s |"
                            .formatted(
                                    bug.id(),
                                    bug.sentence(),
                                    isCaught ? names(violated) : "NOT CAUGHT",
                                    example(violated)));
            System.out.println(
                    isCaught ? "  caught by " + names(violated) : "  NOT CAUGHT by anything");
            violated.forEach(finding ->
                    finding.violations().stream()
                            .limit(2)
                            .forEach(violation ->
                                    System.out.printf(
                                            "    %s: %s%n", finding.invariant(), violation)));
        }
        System.out.printf(
                "%n| bug | what it does | caught by | for example |%n|---|---|---|---|%n%s%n",
                String.join("\n", table));
        System.out.printf("%d of %d caught, seed %d%n", caught, bugs.size(), seed);
        return caught == bugs.size() ? 0 : 1;
    }

    private RunReport run(PlantedBug bug) throws IOException, InterruptedException, SQLException {
        Path directory = Files.createTempDirectory("mc-sync-bug-");
        Instant start = Instant.now();
        RunReport run =
                new ChaosRun(
                                Profile.forBug(bug),
                                seed,
                                directory,
                                bug,
                                line -> Chaos.say(start, line))
                        .run();
        Directories.delete(directory);
        return run;
    }

    private static String names(List<Finding> violated) {
        return violated.stream().map(Finding::invariant).collect(Collectors.joining(", "));
    }

    private static String example(List<Finding> violated) {
        return violated.stream()
                .flatMap(finding -> finding.violations().stream())
                .findFirst()
                .orElse("")
                .replace("|", "\\|");
    }
}
