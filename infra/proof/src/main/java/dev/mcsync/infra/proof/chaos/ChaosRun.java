package dev.mcsync.infra.proof.chaos;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.backing.LogUser;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.agent.PlantedBug;
import dev.mcsync.infra.proof.chaos.check.Checker;
import dev.mcsync.infra.proof.chaos.check.Finding;
import dev.mcsync.infra.proof.chaos.check.ProcessChecks;
import dev.mcsync.infra.proof.chaos.evidence.Backlog;
import dev.mcsync.infra.proof.chaos.evidence.BoardWatcher;
import dev.mcsync.infra.proof.chaos.evidence.Compaction;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.chaos.evidence.Evidence;
import dev.mcsync.infra.proof.chaos.evidence.Observer;
import dev.mcsync.infra.proof.chaos.nemesis.Arsenal;
import dev.mcsync.infra.proof.chaos.nemesis.FaultKind;
import dev.mcsync.infra.proof.chaos.nemesis.Inflicted;
import dev.mcsync.infra.proof.chaos.nemesis.Nemesis;
import dev.mcsync.infra.proof.chaos.nemesis.Schedule;
import dev.mcsync.infra.proof.chaos.report.RunReport;
import dev.mcsync.infra.proof.chaos.workload.History;
import dev.mcsync.infra.proof.chaos.workload.Offered;
import dev.mcsync.infra.proof.chaos.workload.Pace;
import dev.mcsync.infra.proof.chaos.workload.Workload;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.reference.Rules;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One run, from the first process to the last finding. For one thread. */
public final class ChaosRun {

    /** Short enough for silence to happen in a run, long enough to outlast a restart. */
    private static final Rules RULES = Rules.ofSeconds(25, 30, 45, 3, 60);

    private static final int WATCHERS = 2;
    private static final Duration BLACKHOLE = Duration.ofSeconds(6);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** For events to flow again after a fault. */
    private static final Duration LOAD_PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(3);
    private static final Duration BOARD_PATIENCE = Duration.ofSeconds(20);

    private static final Set<FaultKind> IN_DOUBT =
            EnumSet.of(
                    FaultKind.KILL_NOTIFIER,
                    FaultKind.CRASH_AT_FAILPOINT,
                    FaultKind.KILL_DATABASE,
                    FaultKind.MACHINE_SLEEPS,
                    FaultKind.EVERYTHING_AWAY,
                    FaultKind.CUT_NOTIFIER_DATABASE,
                    FaultKind.TERMINATE_SESSIONS,
                    FaultKind.DISCORD_LOST_ANSWER);

    private final Profile profile;
    private final long seed;
    private final Path directory;
    private final @Nullable PlantedBug bug;
    private final Consumer<String> progress;

    /**
     * @param directory that is left with logs, data and history
     * @param bug that every service is to have; null for the product as it is
     * @param progress hears a line whenever something happened
     */
    public ChaosRun(
            Profile profile,
            long seed,
            Path directory,
            @Nullable PlantedBug bug,
            Consumer<String> progress) {
        this.profile = profile;
        this.seed = seed;
        this.directory = directory;
        this.bug = bug;
        this.progress = progress;
    }

    public RunReport run() throws InterruptedException, SQLException {
        Set<Member> members = EnumSet.allOf(Member.class);
        if (!profile.secondProcessor()) {
            members.remove(Member.SECOND_PROCESSOR);
        }
        progress.accept("starting broker, database and %d services".formatted(members.size()));
        try (Fleet fleet = profile.fleet(directory, members, RULES.settings())) {
            Arsenal arsenal = Arsenal.in(directory, bug);
            fleet.services().forEach(arsenal::disarm);
            fleet.startAll();
            return harm(fleet, arsenal);
        }
    }

    private RunReport harm(Fleet fleet, Arsenal arsenal) throws InterruptedException, SQLException {
        Instant from = Instant.now();
        Database database = new Database(fleet.database().address());
        Schedule schedule = Schedule.of(seed, profile.faults());
        Pace pace = new Pace(profile.eventsPerSecond());
        List<BoardWatcher> watchers = new ArrayList<>();
        ProcessChecks processes = new ProcessChecks(fleet);
        Map<String, Long> resources = processes.resources();
        try (History history = History.in(directory.resolve("history.jsonl"));
                Backlog backlog = new Backlog(fleet.log(LogUser.ADMINISTRATOR), database);
                Workload workload =
                        new Workload(
                                seed,
                                profile.events(),
                                profile.contested(),
                                fleet.partitions(),
                                fleet.api(),
                                fleet.log(LogUser.PRODUCER),
                                history,
                                pace);
                Observer observer = Observer.start(backlog, database, workload::sent);
                ExecutorService load = Executors.newSingleThreadExecutor()) {
            for (int i = 1; i <= WATCHERS; i++) {
                watchers.add(BoardWatcher.start("board " + i, fleet::api));
            }
            Future<Offered> running = load.submit(workload::run);
            List<Inflicted> faults;
            try {
                faults = inflict(fleet, arsenal, schedule, pace, workload);
            } finally {
                pace.allow(Long.MAX_VALUE); // A load that is held back would never end.
            }
            Offered offered = await(running);
            Instant calm = Instant.now();
            progress.accept("all sent; waiting until it is quiet");
            String end = drain(backlog, database) ? "quiet" : "NOT quiet";
            Duration drained = Duration.between(calm, Instant.now());
            progress.accept(end + " after " + drained.toMillis() + " ms; checking");
            return judge(
                    fleet, arsenal, database, backlog, from, faults, offered, observer, watchers,
                    processes, resources, drained);
        } finally {
            watchers.forEach(BoardWatcher::close);
        }
    }

    /** Each fault sets free its share of the events, so that none meets an idle system. */
    private List<Inflicted> inflict(
            Fleet fleet, Arsenal arsenal, Schedule schedule, Pace pace, Workload workload)
            throws InterruptedException {
        Nemesis nemesis =
                new Nemesis(
                        fleet,
                        arsenal,
                        seed,
                        profile.freeze(),
                        RULES.offlineAfter().plusSeconds(5),
                        RULES.runningTimeout().plusSeconds(5),
                        BLACKHOLE);
        List<Inflicted> faults = new ArrayList<>();
        int all = schedule.faults().size();
        long share = profile.events() / (all + 1L);
        pace.allow(share);
        for (FaultKind kind : schedule.faults()) {
            awaitLoad(workload, share * faults.size() + share / 3);
            pace.allow(share * (faults.size() + 2L));
            Inflicted fault = nemesis.inflict(kind);
            faults.add(fault);
            progress.accept(
                    "%3d/%d  %-22s %6d ms  %s  (%,d of %,d events)"
                            .formatted(
                                    faults.size(),
                                    all,
                                    kind.label(),
                                    Duration.between(fault.from(), fault.until()).toMillis(),
                                    fault.witness(),
                                    workload.sent(),
                                    workload.events()));
        }
        return faults;
    }

    /** Events must flow again before the next fault; a system that never recovers is judged so. */
    private static void awaitLoad(Workload workload, long sent) throws InterruptedException {
        long deadline = System.nanoTime() + LOAD_PATIENCE.toNanos();
        while (workload.sent() < sent && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static Offered await(Future<Offered> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The load broke off", e.getCause());
        }
    }

    private static boolean drain(Backlog backlog, Database database) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (backlog.isEmpty()
                        && database.number(Observer.WAITING) == 0
                        && backlog.isEmpty()) {
                    return true;
                }
            } catch (SQLException _) {
                // Not quiet as long as the database does not answer.
            }
            Thread.sleep(LOOK_EVERY);
        }
        return false;
    }

    private static void awaitBoards(List<BoardWatcher> watchers, Database database)
            throws InterruptedException, SQLException {
        Map<String, Long> expected = new LinkedHashMap<>();
        for (Database.Row row : database.rows("select task_id, version from tasks")) {
            expected.put(row.text("task_id"), row.number("version"));
        }
        long deadline = System.nanoTime() + BOARD_PATIENCE.toNanos();
        while (System.nanoTime() < deadline
                && !watchers.stream().allMatch(watcher -> watcher.versions().equals(expected))) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    private RunReport judge(
            Fleet fleet,
            Arsenal arsenal,
            Database database,
            Backlog backlog,
            Instant from,
            List<Inflicted> faults,
            Offered offered,
            Observer observer,
            List<BoardWatcher> watchers,
            ProcessChecks processes,
            Map<String, Long> resources,
            Duration drained)
            throws InterruptedException, SQLException {
        Instant until = Instant.now();
        List<Finding> findings = new ArrayList<>();
        findings.add(processes.alive(drained, observer, database));
        findings.add(processes.resources(resources, database));
        Map<String, String> metrics = processes.metrics();
        stopTheClocks(fleet, backlog, database, watchers);
        Map<String, String> log = fleet.log(LogUser.ADMINISTRATOR);
        Evidence evidence = Evidence.gather(log, database, messages(fleet));
        findings.add(processes.secrets(evidence.records(Topic.REJECTED_EVENTS), metrics));
        observer.close();
        watchers.forEach(BoardWatcher::close);
        fleet.services().forEach(service -> service.kill());
        Compaction compaction = new Compaction(log);
        List<LogRecord> tasks = compaction.of(Topic.TASK_STATE.topicName(), fleet.partitions());
        List<LogRecord> agents = compaction.of(Topic.AGENT_STATE.topicName(), fleet.partitions());
        Checker checker = new Checker(evidence, offered, RULES, fleet.partitions());
        findings.addAll(checker.findings(watchers, observer, inDoubt(faults), tasks, agents));
        findings.sort(
                Comparator.comparingInt(
                        finding -> Integer.parseInt(finding.invariant().substring(1))));
        return new RunReport(
                profile.name(),
                seed,
                from,
                until,
                profile.events(),
                checker.facts(),
                drained,
                faults,
                observer.samples(),
                findings,
                figures(fleet, arsenal, evidence, offered, watchers));
    }

    /**
     * Deadlines go on passing, so there is nothing to compare as long as a processor runs. It ends
     * in good order, and the others follow what it said last.
     */
    private static void stopTheClocks(
            Fleet fleet, Backlog backlog, Database database, List<BoardWatcher> watchers)
            throws InterruptedException, SQLException {
        fleet.service(Member.PROCESSOR).stop();
        if (fleet.has(Member.SECOND_PROCESSOR)) {
            fleet.service(Member.SECOND_PROCESSOR).stop();
        }
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        while (!backlog.isRead(Topic.TASK_OUTCOMES) || database.number(Observer.WAITING) > 0) {
            if (System.nanoTime() > deadline) {
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
        awaitBoards(watchers, database);
    }

    private static List<JsonNode> messages(Fleet fleet) {
        List<JsonNode> messages = new ArrayList<>();
        try (McApi discord = new McApi(fleet.discord().address(), "none")) {
            discord.get("/").body().forEach(messages::add);
        }
        return messages;
    }

    private static long inDoubt(List<Inflicted> faults) {
        return faults.stream().filter(fault -> IN_DOUBT.contains(fault.kind())).count();
    }

    private Map<String, String> figures(
            Fleet fleet,
            Arsenal arsenal,
            Evidence evidence,
            Offered offered,
            List<BoardWatcher> watchers) {
        Map<String, String> figures = new LinkedHashMap<>();
        if (bug != null) {
            figures.put("planted", bug.id());
            figures.put("took effect", arsenal.effects(bug.id()) + " times, at least");
        }
        figures.put("accepted", "%,d events".formatted(offered.accepted().size()));
        figures.put("without an answer", "%,d calls given up".formatted(offered.givenUp().size()));
        figures.put("tasks", "%,d".formatted(evidence.tasks().size()));
        figures.put(
                "rejected",
                "%,d records".formatted(evidence.records(Topic.REJECTED_EVENTS).size()));
        figures.put(
                "outcomes",
                "%,d committed, %,d ever written"
                        .formatted(
                                evidence.records(Topic.TASK_OUTCOMES).size(),
                                evidence.everWritten().getOrDefault(Topic.TASK_OUTCOMES, 0)));
        figures.put(
                "Discord",
                "%,d messages, %,d lines in doubt"
                        .formatted(
                                evidence.messages().size(),
                                evidence.deliveries().stream()
                                        .mapToLong(row -> row.number("ambiguous"))
                                        .sum()));
        figures.put(
                "boards",
                watchers.stream()
                        .map(watcher ->
                                watcher.connections()
                                        + " connections, "
                                        + watcher.resumed()
                                        + " resumed")
                        .reduce((one, other) -> one + "; " + other)
                        .orElse("none"));
        figures.put(
                "starts",
                fleet.services().stream()
                        .map(service -> service.label() + " " + service.starts())
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("none"));
        return figures;
    }
}
