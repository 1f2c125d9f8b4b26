package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.chaos.evidence.BoardWatcher;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The database is killed under load and one that lacks its latest commits comes up in its place, at
 * the same address, again and again. Everybody else lives on: two processors, the notifier, the
 * gateways, and a panel that follows the board.
 */
final class GoingBack {

    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration HEALING_LIMIT = Duration.ofMinutes(10);
    private static final Duration INCIDENT_LIMIT = Duration.ofSeconds(30);

    /** Facts taken so long before the copy may be applied after it. */
    private static final Duration BEFORE_THE_COPY = Duration.ofSeconds(30);

    private static final String OPEN =
            "select count(*) from incidents where kind = 'database_went_back' and resolved_at is null";

    private final Path directory;
    private final PrintStream out;
    private final int eventsPerSecond;
    private final List<String> violations = new ArrayList<>();
    private long lostFacts;
    private long lostDoubts;

    GoingBack(Path directory, PrintStream out, int eventsPerSecond) {
        this.directory = directory;
        this.out = out;
        this.eventsPerSecond = eventsPerSecond;
    }

    /** Gives everything that should not have been, in words. */
    List<String> run(List<Setback> setbacks) throws InterruptedException, SQLException {
        try (Fleet fleet = start();
                McApi api = fleet.api();
                BoardWatcher panel = BoardWatcher.start("the panel", fleet::api);
                Load load = new Load(api, eventsPerSecond / Load.FACTS_A_LIFE, false)) {
            Load.Answers answers = load.enter("going back");
            load.start();
            out.printf("%d events/s, %d times%n", eventsPerSecond, setbacks.size());
            LockSupport.parkNanos(CALM.toNanos());
            for (int i = 0; i < setbacks.size(); i++) {
                out.printf("%d. %s%n", i + 1, setbacks.get(i).label());
                goBack(fleet, setbacks.get(i), directory.resolve("successor-" + (i + 1)));
            }
            out.printf("%,d facts were lost and are there again%n", lostFacts);
            if (!load.finish(PATIENCE)) {
                violations.add("clients were still without an answer after " + PATIENCE);
            }
            out.printf("Answers: %s%n", answers.counts());
            answers.wrong().forEach(wrong -> violations.add("answered " + wrong));
            lookAround(fleet, load, panel);
        }
        return List.copyOf(violations);
    }

    private Fleet start() {
        Fleet fleet =
                Fleet.prepare(
                        directory.resolve("fleet"),
                        EnumSet.allOf(Member.class),
                        EnumSet.noneOf(Member.class),
                        RollingBed.PATIENT);
        // One after the other: all at once they take longer than they are given on a busy machine.
        for (ServiceProcess service : fleet.services()) {
            service.launch();
            service.awaitReady();
        }
        return fleet;
    }

    private void goBack(Fleet fleet, Setback setback, Path successor)
            throws SQLException, InterruptedException {
        PostgresServer database = fleet.database();
        Instant since = Instant.now().minus(BEFORE_THE_COPY);
        setback.prepare(database, successor, out);
        Instant killed = Instant.now();
        database.kill();
        setback.succeed();
        DatabaseStand found = DatabaseStand.in(successor, since);
        database.tradeDataWith(successor);
        DatabaseStand former = DatabaseStand.in(successor, since);
        database.restart();
        Instant back = Instant.now();
        Directories.delete(successor);
        lostFacts += former.facts() - found.facts();
        lostDoubts += Math.max(0, former.inDoubt() - found.inDoubt());
        out.printf(
                Locale.ROOT,
                "   away for %.1f s, lacks %,d commits and %,d facts%n",
                seconds(killed, back),
                former.commits() - found.commits(),
                former.facts() - found.facts());
        awaitHealed(new Database(database.address()), former, back, since);
        expectIncident(new Database(database.address()), found, former);
    }

    private void awaitHealed(Database ledger, DatabaseStand former, Instant back, Instant since)
            throws SQLException, InterruptedException {
        boolean isHealed =
                Patience.comes(
                        () -> former.isReachedBy(DatabaseStand.places(ledger)), HEALING_LIMIT);
        out.printf(
                Locale.ROOT,
                "   %s after %.1f s%n",
                isHealed ? "healed" : "NOT healed",
                seconds(back, Instant.now()));
        if (!isHealed) {
            violations.add("the ledger is not as far as before after " + HEALING_LIMIT);
        }
        long differing = former.differingFrom(DatabaseStand.recent(ledger, since));
        if (differing > 0) {
            violations.add("%d facts had another effect than before".formatted(differing));
        }
    }

    /** That it ends is told with a batch, and the next one comes at once. */
    private void expectIncident(Database ledger, DatabaseStand found, DatabaseStand former)
            throws SQLException, InterruptedException {
        List<String> lost =
                former.places().entrySet().stream()
                        .filter(place ->
                                found.places().getOrDefault(place.getKey(), 0L) < place.getValue())
                        .map(Map.Entry::getKey)
                        .toList();
        if (lost.isEmpty()) {
            out.println("   no fact was lost, so there is no incident");
            return;
        }
        boolean isOver = Patience.comes(() -> ledger.number(OPEN) == 0, INCIDENT_LIMIT);
        if (!isOver) {
            violations.add("the incident is still open");
        }
        long telling = 0;
        for (String place : lost) {
            telling =
                    Math.max(
                            telling,
                            ledger.number(
                                    "select count(*) from incidents where kind = 'database_went_back' and (detail->'%s'->>'found')::bigint = %d"
                                            .formatted(
                                                    place,
                                                    found.places().getOrDefault(place, 0L))));
        }
        out.printf("   told by %d incident%n", telling);
        if (telling != 1) {
            violations.add("the loss is told by %d incidents".formatted(telling));
        }
    }

    private void lookAround(Fleet fleet, Load load, BoardWatcher panel) {
        Database ledger = new Database(fleet.database().address());
        String bootstrapServers = fleet.broker().bootstrapServers();
        violations.addAll(
                new Aftermath(ledger, fleet.discord(), bootstrapServers, out)
                        .violations(load, lostDoubts));
        violations.addAll(new PublishedOnce(bootstrapServers, ledger, out).violations());
        violations.addAll(new AuditAfterwards(fleet, out).violations());
        out.printf(
                "The panel connected %d times, %d times after it was closed with 4010%n",
                panel.connections(), panel.gaps());
        panel.wrong().forEach(violations::add);
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / 1_000.0;
    }
}
