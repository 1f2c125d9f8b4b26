package dev.mcsync.infra.proof.outage;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.local.discord.DiscordSimulator;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.topic.TopicReader;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A look at what became of everything that was accepted: in the database, on the log, in Discord.
 */
final class Aftermath {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
    private static final String TOLD =
            "select event_id as id from discord_deliveries where state in ('sent', 'coalesced')";

    private static final String APPLIED_OR_NOT = "select event_id as id from agent_events";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database ledger;
    private final DiscordSimulator discord;
    private final String bootstrapServers;
    private final PrintStream out;
    private final List<String> violations = new ArrayList<>();

    Aftermath(Database ledger, DiscordSimulator discord, String bootstrapServers, PrintStream out) {
        this.ledger = ledger;
        this.discord = discord;
        this.bootstrapServers = bootstrapServers;
        this.out = out;
    }

    /** Waits for a while until all is done, and gives everything that should not be, in words. */
    List<String> violations(Load load) {
        return violations(load, 0);
    }

    /**
     * @param formerDoubts messages in doubt that the database no longer knows of
     */
    List<String> violations(Load load, long formerDoubts) {
        settle(load);
        return violations(load.events(), load.tasks(), rejected().size(), formerDoubts);
    }

    /** Waits for a while until all is done. */
    void settle(Load load) {
        Set<String> events = load.events();
        awaitNoneOf(() -> lost(events));
        awaitNoneOf(() -> missing(events, TOLD).size());
        out.printf("%,d events and %,d tasks were accepted%n", events.size(), load.tasks().size());
    }

    /**
     * Everything that should not be, in words.
     *
     * @param events that have to have taken effect
     * @param tasks that have to be done
     * @param rejected how many records are too many
     */
    List<String> violations(Set<String> events, Set<String> tasks, int rejected) {
        return violations(events, tasks, rejected, 0);
    }

    private List<String> violations(
            Set<String> events, Set<String> tasks, int rejected, long formerDoubts) {
        expectNone("accepted and lost", missing(events, APPLIED_OR_NOT));
        expectNone(
                "created and not done",
                missing(tasks, "select task_id as id from tasks where status = 'done'"));
        expectNone(
                "accepted and without effect",
                overlap(
                        events,
                        "select event_id as id from agent_events where outcome is distinct from 'applied'"));
        expectZero(
                "tasks whose version is not the number of their applied events",
                number(
                        "select count(*) as n from tasks t where version <> (select count(*) from agent_events e where e.task_id = t.task_id and e.outcome = 'applied')"));
        expectZero(
                "events of one task with the same version",
                number(
                        "select count(*) as n from (select 1 from agent_events where version is not null and task_id is not null group by task_id, version having count(*) > 1) twice"));
        expectZero(
                "effects without a dedup row of the same transaction",
                number(
                        "select count(*) as n from agent_events e left join processed_events p using (event_id) where p.event_id is null or p.xmin <> e.xmin"));
        expectZero(
                "agents written by another transaction than their last event",
                number(
                        "select count(*) as n from agents_status a left join agent_events e on e.event_id = a.last_event_id where e.event_id is null or e.xmin <> a.xmin"));
        expectNone("accepted and not told to Discord", missing(events, TOLD));
        expectZero("records among the rejected", rejected);
        expectZero(
                "messages to Discord given up",
                number("select count(*) as n from discord_deliveries where state = 'dead'"));
        expectToldOnce(formerDoubts);
        return List.copyOf(violations);
    }

    /** How many of these events the ledger does not have. */
    int lost(Set<String> events) {
        return missing(events, APPLIED_OR_NOT).size();
    }

    /** What was set aside, by whomever, with its reason. */
    List<LogRecord> rejected() {
        return TopicReader.committed(bootstrapServers, Topic.REJECTED_EVENTS.topicName());
    }

    /** How many outcomes are on the log that were there already. */
    int outcomesTwice() {
        Set<String> once = new HashSet<>();
        int twice = 0;
        for (LogRecord outcome :
                TopicReader.committed(bootstrapServers, Topic.TASK_OUTCOMES.topicName())) {
            twice += once.add(JSON.readTree(outcome.value()).path("event_id").asString()) ? 0 : 1;
        }
        return twice;
    }

    private void expectToldOnce(long formerDoubts) {
        Map<String, Integer> lines = new HashMap<>();
        discord.contents()
                .forEach(content ->
                        content.lines().forEach(line -> lines.merge(line, 1, Integer::sum)));
        int twice = lines.values().stream().mapToInt(times -> times - 1).sum();
        long ambiguous =
                formerDoubts
                        + number("select coalesce(sum(ambiguous), 0) as n from discord_deliveries");
        out.printf(
                "%,d lines told to Discord, %d of them twice, %d in doubt%n",
                lines.size(), twice, ambiguous);
        if (twice > ambiguous) {
            violations.add(
                    "%d lines told twice, with only %d in doubt".formatted(twice, ambiguous));
        }
    }

    private void expectNone(String what, Set<String> found) {
        if (!found.isEmpty()) {
            violations.add(
                    "%d %s, such as %s"
                            .formatted(found.size(), what, found.stream().limit(3).toList()));
        }
    }

    private void expectZero(String what, long found) {
        if (found != 0) {
            violations.add("%d %s".formatted(found, what));
        }
    }

    private Set<String> missing(Set<String> expected, String sql) {
        Set<String> missing = new HashSet<>(expected);
        missing.removeAll(ids(sql));
        return missing;
    }

    private Set<String> overlap(Set<String> expected, String sql) {
        Set<String> overlap = new HashSet<>(expected);
        overlap.retainAll(ids(sql));
        return overlap;
    }

    private Set<String> ids(String sql) {
        try {
            return ledger.rows(sql).stream().map(row -> row.text("id")).collect(Collectors.toSet());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the database: " + sql, e);
        }
    }

    /** Below zero while the database does not answer. */
    private long number(String sql) {
        try {
            return ledger.rows(sql).getFirst().number("n");
        } catch (SQLException _) {
            return -1;
        }
    }

    /** For as long as there are ever fewer: Discord takes its time, and a long run says much. */
    private void awaitNoneOf(IntSupplier missing) {
        int fewest = Integer.MAX_VALUE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
        int now = missing.getAsInt();
        while (now > 0 && System.nanoTime() < deadline) {
            if (now < fewest) {
                fewest = now;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > nextLine) {
                nextLine += BETWEEN_LINES.toNanos();
                out.printf("  … %,d events are still to be applied or told to Discord%n", now);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            now = missing.getAsInt();
        }
    }
}
