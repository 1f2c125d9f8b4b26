package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.local.run.LocalLogging;
import dev.mcsync.infra.proof.system.Build;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.service.startup.PlainDefaults;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mc-sync outages}. */
@Command(
        name = "outages",
        mixinStandardHelpOptions = true,
        description = {
            "Takes broker, database, Discord and disk away under load, one after the other, and",
            "measures the answers meanwhile and how soon work goes on. Exits with 1 when an event",
            "was lost or doubled, an answer was wrong, or a target was missed.",
            "With --going-back or --failover the database comes back without its latest commits;",
            "with --rolling the services are restarted."
        })
public final class Outages implements Callable<Integer> {

    /** Room for the log of a long run, and soon filled. */
    private static final int DISK_MEBIBYTES = 192;

    private static final int MAX_COMMITS = 500;
    private static final int LAG_COMMITS = 1_000;

    /** The bound that the load has to fit into. */
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    @Option(
            names = "--minutes",
            description = "Length of each outage in minutes; without it, some seconds.")
    private int minutes;

    @Option(
            names = "--seconds",
            defaultValue = "8",
            description = "Length of each outage where no minutes are given (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--only",
            split = ",",
            description = "Some of the outages: ${COMPLETION-CANDIDATES}.")
    private Set<Outage> only = EnumSet.allOf(Outage.class);

    @Option(
            names = "--rolling",
            paramLabel = "N",
            description = {
                "Instead: restarts every service N times by SIGTERM, one after the other, with two",
                "processors, and measures how long events wait until they are applied."
            })
    private int rolling;

    @Option(
            names = "--going-back",
            arity = "0..1",
            paramLabel = "N",
            fallbackValue = "10",
            description = {
                "Instead: kills the database N times (${FALLBACK-VALUE}) and starts a copy in its",
                "place that is 1 to 500 commits older, while all services live on."
            })
    private int goingBack;

    @Option(
            names = "--backup-age",
            paramLabel = "AGE",
            converter = ShortDuration.class,
            defaultValue = "0s",
            description = "How old the copy is at least, such as 90s or 5m.")
    private Duration backupAge = Duration.ZERO;

    @Option(
            names = "--failover",
            arity = "0..1",
            paramLabel = "N",
            fallbackValue = "10",
            description = {
                "Instead: kills the database N times (${FALLBACK-VALUE}) and promotes a replica that",
                "was cut off from it and lacks a thousand commits."
            })
    private int failover;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Of the numbers that --going-back draws; printed where none is given.")
    private long seed = System.nanoTime() % 100_000;

    @Option(
            names = "--upgrade",
            paramLabel = "REV",
            description = {
                "Instead: runs the product of another revision (built from this repository with git",
                "and Maven), upgrades each service to the present build in the documented order,",
                "goes back, and upgrades in the other order; exits with 1 when anything was lost or",
                "rejected in the documented one."
            })
    private @Nullable String upgrade;

    @Option(
            names = "--before",
            paramLabel = "DIR",
            description = {
                "The same with a build that is there: its infra/local/target, or a copy with",
                "infra-local-*.jar and lib/."
            })
    private @Nullable Path before;

    @Option(
            names = {"--events-per-second", "--rate"},
            paramLabel = "N",
            description = "What comes meanwhile (300; 200 with --going-back and --failover).")
    private int eventsPerSecond;

    @Option(
            names = "--relaxed",
            description = "Measures time without holding it to the targets, for busy machines.")
    private boolean relaxed;

    private Outages() {}

    public static void main(String[] arguments) {
        PlainDefaults.pin();
        int status =
                PrivateMounts.isInside() || !PrivateMounts.arePossible()
                        ? new CommandLine(new Outages()).execute(arguments)
                        : PrivateMounts.runInside(Outages.class, JVM_OPTIONS, arguments);
        System.exit(status);
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("mc-sync-outages-");
        LocalLogging.toFilesIn(Files.createDirectories(directory.resolve("logs")));
        List<String> violations = violations(directory);
        if (!violations.isEmpty()) {
            violations.forEach(violation -> System.out.println("VIOLATION " + violation));
            System.out.println("What was written is kept in " + directory);
            return 1;
        }
        Directories.delete(directory);
        System.out.println("0 violations");
        return 0;
    }

    private List<String> violations(Path directory) throws Exception {
        if (goingBack + failover > 0) {
            return new GoingBack(directory, System.out, rate(200)).run(setbacks());
        }
        if (upgrade != null || before != null) {
            return upgrade(directory);
        }
        return rolling > 0 ? roll(directory) : takeAway(directory);
    }

    private int rate(int otherwise) {
        return eventsPerSecond > 0 ? eventsPerSecond : otherwise;
    }

    private List<Setback> setbacks() {
        if (goingBack > 0) {
            System.out.println("Seed " + seed);
        }
        Random random = new Random(seed);
        List<Setback> setbacks = new ArrayList<>();
        for (int i = 0; i < goingBack; i++) {
            setbacks.add(new OldCopy(backupAge, 1 + random.nextInt(MAX_COMMITS)));
        }
        for (int i = 0; i < failover; i++) {
            setbacks.add(new LaggingReplica(LAG_COMMITS));
        }
        return setbacks;
    }

    private List<String> upgrade(Path directory) throws Exception {
        Build earlier;
        if (before != null) {
            earlier = Build.in(before, EarlierBuild.NAME);
        } else {
            System.out.println("Building " + upgrade + " …");
            earlier =
                    EarlierBuild.of(Objects.requireNonNull(upgrade), directory.resolve("earlier"));
        }
        return new Upgrade(directory, System.out, rate(300)).run(earlier);
    }

    private List<String> roll(Path directory) throws Exception {
        return new RollingRestart(directory, System.out, rate(300), !relaxed).run(rolling);
    }

    private List<String> takeAway(Path directory) throws Exception {
        PrintStream out = System.out;
        List<Outage> outages = only.stream().sorted().filter(this::isPossible).toList();
        Path brokerDirectory = directory.resolve("kafka");
        if (outages.contains(Outage.DISK_FULL)) {
            PrivateMounts.mount(brokerDirectory, DISK_MEBIBYTES);
        }
        Duration length = minutes > 0 ? Duration.ofMinutes(minutes) : Duration.ofSeconds(seconds);
        out.printf("%d outages of %d s each …%n", outages.size(), length.toSeconds());
        List<String> violations;
        try (OutageBed bed = OutageBed.start(directory)) {
            violations = new OutageRun(bed, out, length, !relaxed).run(outages);
        }
        if (violations.isEmpty() && outages.contains(Outage.DISK_FULL)) {
            PrivateMounts.unmount(brokerDirectory);
        }
        return violations;
    }

    private boolean isPossible(Outage outage) {
        boolean isPossible = outage != Outage.DISK_FULL || PrivateMounts.isInside();
        if (!isPossible) {
            System.out.println(
                    "Skipped: the full disk needs a mount namespace, which this user may not have");
        }
        return isPossible;
    }
}
