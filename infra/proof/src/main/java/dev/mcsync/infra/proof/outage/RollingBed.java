package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.system.Build;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole product under a steady load that never pauses, each service a process of its own, which
 * may come back as another build. There are two processors, so that somebody applies events all the
 * while.
 */
final class RollingBed implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Long enough for the groups to settle with whoever came back. */
    private static final Duration CALM = Duration.ofSeconds(4);

    /** No clock of the product may run out because a run is long. */
    static final Map<String, String> PATIENT =
            Map.of(
                    "MC_ACK_TIMEOUT", "6h",
                    "MC_RUNNING_TIMEOUT", "6h",
                    "MC_OFFLINE_AFTER", "6h");

    private final Path directory;
    private final PrintStream out;
    private final Fleet fleet;
    private final McApi api;
    private final Load load;
    private final Waits waits;

    private RollingBed(Path directory, PrintStream out, Fleet fleet, int eventsPerSecond) {
        this.directory = directory;
        this.out = out;
        this.fleet = fleet;
        this.api = fleet.api();
        this.load = new Load(api, eventsPerSecond / Load.FACTS_A_LIFE, false);
        this.waits = new Waits(database());
    }

    /**
     * Returns when every service is ready; nobody comes yet.
     *
     * @param first of which the services are at first
     * @param later of which they may be later, each rehearsed here
     */
    static RollingBed start(
            Path directory, PrintStream out, int eventsPerSecond, Build first, Build... later) {
        rehearse(directory, first);
        for (Build build : later) {
            rehearse(directory, build);
        }
        Fleet fleet = prepare(directory, "fleet", first);
        RollingBed bed = new RollingBed(directory, out, fleet, eventsPerSecond);
        fleet.startAll();
        return bed;
    }

    /**
     * Lets each service start and end once, which makes the archive of its classes. Later, under
     * load, the first end of each would take ten seconds for it.
     */
    private static void rehearse(Path directory, Build build) {
        try (Fleet fleet = prepare(directory, "rehearsal-" + build.name(), build)) {
            fleet.startAll();
            fleet.services().forEach(ServiceProcess::stop);
        }
    }

    private static Fleet prepare(Path directory, String name, Build build) {
        Fleet fleet =
                Fleet.prepare(
                        directory.resolve(name),
                        EnumSet.allOf(Member.class),
                        EnumSet.noneOf(Member.class),
                        PATIENT,
                        build);
        for (ServiceProcess service : fleet.services()) {
            service.useArchive(archive(directory, service, build));
        }
        return fleet;
    }

    Load load() {
        return load;
    }

    /** Lets the load begin and looks at it for a while. */
    void begin() throws SQLException {
        load.start();
        out.println(Waits.header());
        Instant begin = Instant.now();
        LockSupport.parkNanos(CALM.toNanos());
        out.println(waits.between(begin, Instant.now()).line("before"));
    }

    void migrate(Build build) {
        build.migrate(fleet.database().address());
    }

    /** Asks a service to stop, starts it as that build, and lets the others settle with it. */
    void restart(Member member, Build build) throws SQLException {
        ServiceProcess service = fleet.service(member);
        Instant begin = Instant.now();
        service.stop();
        Duration stopping = Duration.between(begin, Instant.now());
        service.setBuild(build);
        service.useArchive(archive(directory, service, build));
        service.launch();
        service.awaitReady();
        Duration away = Duration.between(begin, Instant.now());
        LockSupport.parkNanos(CALM.toNanos());
        out.printf(
                Locale.ROOT,
                "%s, stopped in %.1f s, ready after %.1f s%n",
                waits.between(begin, Instant.now()).line(service.label()),
                stopping.toMillis() / 1_000.0,
                away.toMillis() / 1_000.0);
    }

    Waits.Measured waits(Instant from, Instant until) throws SQLException {
        return waits.between(from, until);
    }

    /** Lets those who are there finish; whether all were answered. */
    boolean finish() throws InterruptedException {
        return load.finish(PATIENCE);
    }

    Aftermath aftermath() {
        return new Aftermath(database(), fleet.discord(), fleet.broker().bootstrapServers(), out);
    }

    @Override
    public void close() {
        load.close();
        api.close();
        fleet.close();
    }

    private Database database() {
        return new Database(fleet.database().address());
    }

    private static Path archive(Path directory, ServiceProcess service, Build build) {
        return directory.resolve(service.label() + "-" + build.name() + ".jsa");
    }
}
