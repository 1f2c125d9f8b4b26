package dev.mcsync.infra.proof.chaos;

import dev.mcsync.infra.proof.agent.PlantedBug;
import dev.mcsync.infra.proof.chaos.report.HtmlReport;
import dev.mcsync.infra.proof.chaos.report.RunReport;
import dev.mcsync.infra.proof.chaos.report.TextReport;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.service.startup.PlainDefaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mc-sync chaos}. */
@Command(
        name = "mc-sync chaos",
        mixinStandardHelpOptions = true,
        versionProvider = Chaos.NoVersion.class,
        description = {
            "Kills, freezes and cuts every part of the product under load, and checks that each accepted event took effect exactly once.",
            "Exits with 1 when an invariant is violated, and with 3 when a fault left no witness, which makes the run invalid."
        })
public final class Chaos implements Callable<Integer> {

    private static final int VIOLATED = 1;
    private static final int INVALID = 3;

    @ArgGroup(multiplicity = "0..1")
    private Size size = new Size();

    @Option(
            names = "--seed",
            description =
                    "The schedule and the load to repeat (default: a new one, which is told).")
    private @Nullable Long seed;

    @Option(
            names = "--report",
            description = "Where the HTML report goes (default: ${DEFAULT-VALUE}).",
            defaultValue = "target/chaos-report.html")
    private Path report = Path.of("target/chaos-report.html");

    @Option(
            names = "--secured",
            description =
                    "With a broker and a database that ask who comes: TLS, a user and rights for each service.")
    private boolean secured;

    @Option(names = "--keep", description = "Keep data, logs and history, and say where they are.")
    private boolean keep;

    /** One of them. */
    static final class Size {
        @Option(names = "--small", description = "2,000 events, 10 kills; under 3 minutes.")
        private boolean small;

        @SuppressWarnings("UnusedVariable") // It is what there is without the others.
        @Option(
                names = "--quick",
                description = "10,000 events, 50 kills; at most 12 minutes (the default).")
        private boolean quick;

        @Option(names = "--long", description = "200,000 events, 500 kills; hours.")
        private boolean thorough;

        @Option(
                names = "--zombies",
                paramLabel = "N",
                description = "N times a processor frozen for 15 s between its two commits.")
        private int zombies;

        @Option(
                names = "--failpoints",
                paramLabel = "N",
                description = "N crashes at each failpoint.")
        private int failpoints;

        @Option(
                names = "--contest",
                description =
                        "Many tasks claim the same event ids at once, without any other fault.")
        private boolean contest;

        @Option(
                names = "--planted",
                description = "One run for each planted bug; exits with 1 unless all are caught.")
        private boolean planted;

        @Option(names = "--bug", paramLabel = "ID", description = "A run with one planted bug.")
        private @Nullable String bug;

        @Option(
                names = "--recovery",
                paramLabel = "N",
                description = "Measure, N times each, how soon after a kill events are applied.")
        private int recovery;

        Profile profile() {
            if (zombies > 0) {
                return Profile.zombies(zombies);
            }
            if (contest) {
                return Profile.ofContest();
            }
            if (failpoints > 0) {
                return Profile.failpoints(failpoints);
            }
            return small ? Profile.small() : thorough ? Profile.thorough() : Profile.quick();
        }

        List<PlantedBug> bugs() {
            return planted
                    ? List.of(PlantedBug.values())
                    : bug == null ? List.of() : List.of(PlantedBug.of(bug));
        }
    }

    static final class NoVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"mc-sync chaos"};
        }
    }

    public static void main(String[] arguments) {
        PlainDefaults.pin();
        System.exit(new CommandLine(new Chaos()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed;
        if (size.recovery > 0) {
            Path directory = Files.createTempDirectory("mc-sync-recovery-");
            new Recovery(directory, size.recovery).measure();
            Directories.delete(directory);
            return 0;
        }
        return size.bugs().isEmpty()
                ? prove(secured ? size.profile().secured() : size.profile(), chosen)
                : new PlantedBugs(chosen).hunt(size.bugs());
    }

    private int prove(Profile profile, long chosen) throws Exception {
        System.out.printf("chaos %s, seed %d%n", profile, chosen);
        Path directory = Files.createTempDirectory("mc-sync-chaos-");
        Instant start = Instant.now();
        RunReport run =
                new ChaosRun(profile, chosen, directory, null, line -> say(start, line)).run();
        System.out.print(TextReport.of(run));
        Path page = report.toAbsolutePath();
        Files.createDirectories(page.getParent());
        Files.writeString(page, HtmlReport.of(run));
        System.out.println("  report: " + page);
        if (keep || !run.holds()) {
            System.out.println("  data, logs and history: " + directory);
        } else {
            Directories.delete(directory);
        }
        System.out.println("  again with: --seed " + chosen);
        return !run.isValid() ? INVALID : run.holds() ? 0 : VIOLATED;
    }

    static void say(Instant start, String line) {
        Duration passed = Duration.between(start, Instant.now());
        System.out.printf("%3d:%02d  %s%n", passed.toMinutes(), passed.toSecondsPart(), line);
    }
}
