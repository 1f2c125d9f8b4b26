package dev.mcsync.infra.proof.chaos.nemesis;

import dev.mcsync.infra.backing.BackingServer;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.Tally;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.agent.Failpoint;
import dev.mcsync.infra.proof.agent.FailpointAction;
import dev.mcsync.infra.proof.agent.FailpointSpec;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Harms the system, one fault at a time, and makes it whole again before the next. For one thread.
 */
public final class Nemesis {

    private static final int LEAST_BYTES_BEFORE_CUT = 200;
    private static final int MOST_BYTES_BEFORE_CUT = 20_000;

    /** A deadline has to pass before a fact about it can be published. */
    private static final int FAILPOINT_LIMIT_SECONDS = 100;

    private static final int MOST_HITS = 3;

    /** A fault that has no witness by then makes the run invalid. */
    private static final Duration WITNESS_LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration BOARD_LIMIT = Duration.ofSeconds(10);

    /** Time for events to pile up. */
    private static final Duration BACKLOG = Duration.ofSeconds(2);

    private static final List<Failpoint> AROUND_COMMITS =
            List.of(
                    Failpoint.PROCESSOR_AFTER_COMMIT,
                    Failpoint.PROCESSOR_AFTER_OFFSETS,
                    Failpoint.PROCESSOR_BEFORE_OFFSETS);

    private final Fleet fleet;
    private final Arsenal arsenal;
    private final Random random;
    private int crashes;
    private int backlogCrashes;
    private final Duration freeze;
    private final Duration away;
    private final Duration longAway;
    private final Duration blackhole;

    /**
     * @param freeze how long a process is stopped
     * @param away how long there is no processor at all
     * @param longAway how long the whole machine sleeps, or everything is away
     * @param blackhole how long the network swallows everything
     */
    public Nemesis(
            Fleet fleet,
            Arsenal arsenal,
            long seed,
            Duration freeze,
            Duration away,
            Duration longAway,
            Duration blackhole) {
        this.fleet = fleet;
        this.arsenal = arsenal;
        this.random = new Random(seed ^ 0x6e656d65736973L);
        this.freeze = freeze;
        this.away = away;
        this.longAway = longAway;
        this.blackhole = blackhole;
    }

    /** Returns when the part that was harmed is whole again. */
    public Inflicted inflict(FaultKind kind) {
        Instant from = Instant.now();
        Witness witness =
                switch (kind) {
                    case KILL_PROCESSOR -> kill(someProcessor());
                    case KILL_GATEWAY -> kill(Member.GATEWAY);
                    case KILL_NOTIFIER -> kill(Member.NOTIFIER);
                    case KILL_REALTIME -> kill(Member.REALTIME);
                    case KILL_BROKER -> kill("broker", fleet.broker());
                    case KILL_DATABASE -> kill("database", fleet.database());
                    case CRASH_AT_FAILPOINT -> crash();
                    case CRASH_IN_BACKLOG -> crashInBacklog();
                    case ZOMBIE -> zombie();
                    case FREEZE_PROCESSOR -> freeze(someProcessor());
                    case PROCESSOR_AWAY -> processorAway();
                    case MACHINE_SLEEPS -> machineSleeps();
                    case EVERYTHING_AWAY -> everythingAway();
                    case BLACKHOLE_DATABASE -> blackhole(fleet.proxy(Member.PROCESSOR));
                    case RESET_DATABASE -> reset(fleet.proxy(Member.PROCESSOR));
                    case CUT_NOTIFIER_DATABASE -> cut(fleet.proxy(Member.NOTIFIER));
                    case TERMINATE_SESSIONS -> terminateSessions();
                    case DISCORD_RATE_LIMIT ->
                            discord(
                                    Map.of("kind", "refusal", "status", 429, "retry_after", 1.0),
                                    2);
                    case DISCORD_SERVER_ERROR ->
                            discord(Map.of("kind", "refusal", "status", 503), 3);
                    case DISCORD_LOST_ANSWER -> discord(Map.of("kind", "lost_answer"), 2);
                };
        return new Inflicted(kind, from, Instant.now(), witness.text(), witness.proven());
    }

    private record Witness(String text, boolean proven) {}

    private interface Condition {
        boolean holds();
    }

    private Member someProcessor() {
        return fleet.has(Member.SECOND_PROCESSOR) && random.nextBoolean()
                ? Member.SECOND_PROCESSOR
                : Member.PROCESSOR;
    }

    private Witness kill(Member member) {
        ServiceProcess service = fleet.service(member);
        long pid = service.pid();
        service.kill();
        boolean gone = ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true);
        service.launch();
        service.awaitReady();
        return new Witness("process %d of %s ended".formatted(pid, service.label()), gone);
    }

    private static Witness kill(String name, BackingServer server) {
        long pid = server.pid();
        server.kill();
        boolean gone = !server.isAlive();
        server.restart();
        return new Witness("process %d of the %s ended".formatted(pid, name), gone);
    }

    private Witness freeze(Member member) {
        ServiceProcess service = fleet.service(member);
        long pid = service.pid();
        service.freeze();
        boolean stopped = await(() -> StandStill.isStopped(pid));
        pause(freeze);
        boolean still = StandStill.isStopped(pid);
        service.thaw();
        awaitReadyAgain(service);
        return new Witness(
                "process %d of %s stood still for %d s"
                        .formatted(pid, service.label(), freeze.toSeconds()),
                stopped && still);
    }

    /** Every failpoint in its turn, so that a run of many comes to all of them. */
    private Witness crash() {
        Failpoint point = Failpoint.values()[crashes++ % Failpoint.values().length];
        return crash(
                point,
                service -> {
                    service.launch();
                    service.awaitReady();
                    arsenal.fire();
                    if (point == Failpoint.REALTIME_AFTER_SNAPSHOT) {
                        showWholeBoard();
                    }
                });
    }

    /** Boards that come back resume; only new ones are given a snapshot. */
    private void showWholeBoard() {
        for (int i = 0; i < MOST_HITS; i++) {
            try (McApi api = fleet.api();
                    BoardSocket board = api.openBoard()) {
                board.awaitLive(BOARD_LIMIT);
            } catch (ApiUnreachableException | IllegalStateException _) {
                // Cut off by the crash, which is what it was opened for.
                return;
            }
        }
    }

    private Witness crashInBacklog() {
        Failpoint point = AROUND_COMMITS.get(backlogCrashes++ % AROUND_COMMITS.size());
        return crash(
                point,
                service -> {
                    arsenal.fire();
                    pause(BACKLOG);
                    service.launch();
                });
    }

    /**
     * @param launch starts the service with its failpoint, and lets hits count
     */
    private Witness crash(Failpoint point, Consumer<ServiceProcess> launch) {
        ServiceProcess service = fleet.service(memberOf(point));
        FailpointSpec spec =
                new FailpointSpec(point, 1 + random.nextInt(MOST_HITS), FailpointAction.HALT);
        long before = arsenal.effects(point.id());
        service.kill();
        arsenal.arm(service, spec);
        launch.accept(service);
        boolean ended = service.awaitEnd(FAILPOINT_LIMIT_SECONDS);
        boolean witnessed = arsenal.effects(point.id()) == before + 1;
        arsenal.hold();
        if (!ended) {
            service.kill();
        }
        arsenal.disarm(service);
        service.launch();
        service.awaitReady();
        return new Witness(
                "%s halted at %s%s"
                        .formatted(
                                service.label(), point.id(), ended ? "" : ", which it never met"),
                ended && witnessed);
    }

    private static Member memberOf(Failpoint point) {
        return switch (point.id().substring(0, 2)) {
            case "gw" -> Member.GATEWAY;
            case "nf" -> Member.NOTIFIER;
            case "rt" -> Member.REALTIME;
            default -> Member.PROCESSOR;
        };
    }

    private Witness zombie() {
        ServiceProcess service = fleet.service(Member.PROCESSOR);
        Failpoint point = Failpoint.PROCESSOR_AFTER_COMMIT;
        long before = arsenal.effects(point.id());
        service.kill();
        arsenal.arm(service, new FailpointSpec(point, 1, FailpointAction.PAUSE));
        service.launch();
        service.awaitReady();
        arsenal.fire();
        long pid = service.pid();
        boolean stopped =
                await(() -> arsenal.effects(point.id()) > before && StandStill.isStopped(pid));
        arsenal.hold();
        pause(freeze);
        boolean still = StandStill.isStopped(pid);
        service.thaw();
        awaitReadyAgain(service);
        arsenal.disarm(service);
        return new Witness(
                "process %d stood still for %d s between the two commits"
                        .formatted(pid, freeze.toSeconds()),
                stopped && still);
    }

    private Witness processorAway() {
        ServiceProcess processor = fleet.service(Member.PROCESSOR);
        processor.kill();
        boolean second = fleet.has(Member.SECOND_PROCESSOR);
        if (second) {
            fleet.service(Member.SECOND_PROCESSOR).kill();
        }
        pause(away);
        processor.launch();
        if (second) {
            fleet.service(Member.SECOND_PROCESSOR).launch();
            fleet.service(Member.SECOND_PROCESSOR).awaitReady();
        }
        processor.awaitReady();
        return new Witness("no processor for " + away.toSeconds() + " s", true);
    }

    /** The load stands still by itself, since nobody answers it. */
    private Witness machineSleeps() {
        List<Long> all =
                Stream.concat(
                                fleet.services().stream().map(ServiceProcess::pid),
                                Stream.of(fleet.broker(), fleet.database())
                                        .map(BackingServer::pid)
                                        .flatMap(Nemesis::withChildren))
                        .toList();
        int asleep;
        boolean stopped;
        try (StandStill still = new StandStill(all)) {
            stopped = await(still::holds);
            pause(longAway);
            stopped &= still.holds();
            asleep = still.size();
        }
        fleet.services().forEach(Nemesis::awaitReadyAgain);
        return new Witness(
                "%d processes stood still for %d s".formatted(asleep, longAway.toSeconds()),
                stopped);
    }

    /** A server has a process for each of its connections, which would go on without it. */
    private static Stream<Long> withChildren(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid);
    }

    private Witness everythingAway() {
        fleet.services().forEach(ServiceProcess::kill);
        fleet.broker().kill();
        fleet.database().kill();
        boolean gone = !fleet.broker().isAlive() && !fleet.database().isAlive();
        pause(longAway);
        fleet.database().restart();
        fleet.broker().restart();
        fleet.startAll();
        return new Witness("nothing at all for " + longAway.toSeconds() + " s", gone);
    }

    private Witness blackhole(TcpProxy proxy) {
        Tally before = proxy.tally(ProxyMode.Blackhole.class);
        proxy.mode(new ProxyMode.Blackhole());
        pause(blackhole);
        long dropped =
                proxy.tally(ProxyMode.Blackhole.class).bytesDropped() - before.bytesDropped();
        proxy.mode(new ProxyMode.Pass());
        return new Witness(dropped + " bytes were swallowed", dropped > 0);
    }

    private static Witness reset(TcpProxy proxy) {
        Tally before = proxy.tally(ProxyMode.Reset.class);
        proxy.mode(new ProxyMode.Reset());
        boolean broken = await(() -> proxy.tally(ProxyMode.Reset.class).broken() > before.broken());
        proxy.mode(new ProxyMode.Pass());
        return new Witness(
                proxy.tally(ProxyMode.Reset.class).broken()
                        - before.broken()
                        + " connections were reset",
                broken);
    }

    private Witness cut(TcpProxy proxy) {
        Tally before = proxy.tally(ProxyMode.CutAfter.class);
        proxy.mode(
                new ProxyMode.CutAfter(
                        random.nextInt(LEAST_BYTES_BEFORE_CUT, MOST_BYTES_BEFORE_CUT)));
        boolean broken =
                await(() -> proxy.tally(ProxyMode.CutAfter.class).broken() > before.broken());
        proxy.mode(new ProxyMode.Pass());
        return new Witness(
                proxy.tally(ProxyMode.CutAfter.class).broken()
                        - before.broken()
                        + " connections were cut",
                broken);
    }

    private Witness terminateSessions() {
        try {
            long ended =
                    new Database(fleet.database().address())
                            .number(
                                    "select count(*) filter (where pg_terminate_backend(pid)) from"
                                            + " pg_stat_activity where datname = current_database()"
                                            + " and pid <> pg_backend_pid()");
            return new Witness(ended + " sessions were ended", ended > 0);
        } catch (SQLException e) {
            return new Witness("the database did not answer: " + e.getMessage(), false);
        }
    }

    /** Faults wait at the simulator until requests meet them. */
    private Witness discord(Map<String, ?> fault, int times) {
        try (McApi simulator = new McApi(fleet.discord().address(), "none")) {
            Map<String, Object> order = new HashMap<>(fault);
            order.put("times", times);
            Answer taken = simulator.post("/faults", order);
            boolean met =
                    taken.isSuccess()
                            && await(() ->
                                    simulator.get("/faults").body().path("waiting").asInt(1) == 0);
            return new Witness(times + " requests were answered so", met);
        }
    }

    /** A process that was fenced while it stood still may end itself and need no more than that. */
    private static void awaitReadyAgain(ServiceProcess service) {
        if (!service.isAlive()) {
            service.launch();
        }
        service.awaitReady();
    }

    private static boolean await(Condition condition) {
        long deadline = System.nanoTime() + WITNESS_LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(LOOK_EVERY);
        }
        return true;
    }

    /** The length of a fault, not a wait for something to happen. */
    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in the middle of a fault", e);
        }
    }
}
