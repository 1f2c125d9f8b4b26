package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.jobs.CronJobs;
import dev.mcsync.processor.ledger.AgentHistory;
import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.SignsOfLife;
import dev.mcsync.processor.ledger.StoredAgent;
import dev.mcsync.processor.retention.PurgeReport;
import dev.mcsync.processor.retention.PurgeReport.Kind;
import dev.mcsync.processor.retention.Retention;
import dev.mcsync.processor.retention.RetentionSettings;
import dev.mcsync.processor.stats.StatsSums;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RetentionIT {

    private static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(180),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(15),
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Limits.DEFAULT_ANSWER_TIMEOUT);
    private static final RetentionSettings SETTINGS =
            GivenSettings.of(
                            ProcessorSettings.class,
                            "mc.retention.signs-of-life=5d",
                            "mc.retention.dedup=50d",
                            "mc.retention.heartbeat-dedup=13d",
                            "mc.retention.deliveries=70d",
                            "mc.retention.checks=20d",
                            "mc.retention.incidents=100d",
                            "mc.retention.finished-tasks=365d",
                            "mc.retention.unseen-agents=365d")
                    .retention();
    private static final Set<AgentId> AGENTS =
            Set.of(new AgentId("agt_a"), new AgentId("agt_b"), new AgentId("agt_c"));

    @Test
    void whatIsLeftFoldsAfterEachBatchToWhatAllRowsFoldedTo() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            live(processor, 1);
            Map<AgentId, AgentSnapshot> known = rows(processor);
            assertThat(folded(processor)).isEqualTo(known);

            SignsOfLife.Purge purge =
                    new SignsOfLife(processor.database, LIMITS)
                            .purgeBefore(Instant.now().plusSeconds(60));
            long batches = 0;
            while (purge.next(4) > 0) {
                batches++;
                assertThat(folded(processor)).isEqualTo(known);
            }
            assertThat(batches).isGreaterThan(3);
            assertThat(signsOfLife(processor)).isZero();

            live(processor, 2);
            assertThat(folded(processor)).isEqualTo(rows(processor)).isNotEqualTo(known);
            PurgeReport report = retention(processor, Duration.ofDays(6)).run().orElseThrow();
            assertThat(report.of(Kind.SIGNS_OF_LIFE)).isPositive();
            assertThat(folded(processor)).isEqualTo(rows(processor));
            assertThat(processor.text("select count(*) from agent_events where task_id = 'tsk_1'"))
                    .isEqualTo("2");
        }
    }

    @Test
    void signsOfLifeGoAfterTheirTime() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            live(processor, 1);

            PurgeReport early = retention(processor, Duration.ofDays(4)).run().orElseThrow();
            assertThat(early.of(Kind.SIGNS_OF_LIFE)).isZero();
            PurgeReport late = retention(processor, Duration.ofDays(6)).run().orElseThrow();
            assertThat(late.of(Kind.SIGNS_OF_LIFE)).isPositive();
        }
    }

    @Test
    void eachKindGoesAfterItsTimeAndWhatIsStillNeededStays() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared())) {
            new CronJobs(processor.database).register(Retention.JOB, "-");
            processor.database.update(
                    """
                    insert into discord_deliveries (event_id, channel, state)
                    values ('e1', 'tasks', 'sent'), ('e2', 'tasks', 'suppressed'),
                           ('e3', 'tasks', 'waiting'), ('e4', 'other', 'dead')
                    """);
            processor.database.update(
                    """
                    insert into incidents (cause, kind, opened_at, resolved_at)
                    values ('a', 'k', now(), now()), ('b', 'k', now(), null)
                    """);
            processor.database.update(
                    "insert into health_checks (kind, checked_at, ok) values ('k', now(), true)");
            processor.database.update(
                    "insert into processed_events (event_id, payload_hash)"
                            + " select 'evt_' || i, 'x' from generate_series(1, 2500) i");
            processor.database.update(
                    "insert into processed_events (event_id, payload_hash, topic)"
                            + " select 'beat_' || i, 'x', 'mc.agent-heartbeats'"
                            + " from generate_series(1, 1200) i");

            assertThat(purged(processor, Duration.ofDays(12))).isEqualTo("0 0 0 0");
            assertThat(purged(processor, Duration.ofDays(14))).isEqualTo("1200 0 0 0");

            assertThat(purged(processor, Duration.ofDays(19))).isEqualTo("0 0 0 0");
            assertThat(purged(processor, Duration.ofDays(21))).isEqualTo("0 0 1 0");
            assertThat(purged(processor, Duration.ofDays(49))).isEqualTo("0 0 0 0");
            assertThat(purged(processor, Duration.ofDays(51))).isEqualTo("2500 0 0 0");
            assertThat(purged(processor, Duration.ofDays(69))).isEqualTo("0 0 0 0");
            assertThat(purged(processor, Duration.ofDays(71))).isEqualTo("0 3 0 0");
            assertThat(purged(processor, Duration.ofDays(99))).isEqualTo("0 0 0 0");
            assertThat(purged(processor, Duration.ofDays(101))).isEqualTo("0 0 0 1");

            assertThat(processor.text("select string_agg(event_id, ' ') from discord_deliveries"))
                    .isEqualTo("e3");
            assertThat(processor.text("select string_agg(cause, ' ') from incidents"))
                    .isEqualTo("b");
            assertThat(
                            processor.text(
                                    "select last_result->>'incidents' || (last_result->>'complete') || running from cron_jobs"))
                    .isEqualTo("1truefalse");
        }
    }

    @Test
    void aSecondRunAtTheSameTimeDoesNothing() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared())) {
            new CronJobs(processor.database).register(Retention.JOB, "-");
            Retention retention = retention(processor, Duration.ZERO);
            processor.database.update(
                    "update cron_jobs set running = true, last_started_at = now()");
            assertThat(retention.run()).isEmpty();

            processor.database.update(
                    "update cron_jobs set last_started_at = now() - interval '1 h'");
            assertThat(retention.run()).isPresent();
        }
    }

    /** Heartbeats of three agents, and a task whose reports show one of them alive. */
    private static void live(RunningProcessor processor, int round) {
        for (int i = 0; i < 6; i++) {
            for (AgentId agent : AGENTS) {
                processor.send(
                        new Heartbeat(
                                new EventId("evt_%s_%d_%d".formatted(agent, round, i)),
                                agent,
                                null,
                                null,
                                null,
                                StrictJson.canonical("{\"n\":" + round + i + "}"),
                                null,
                                List.of(),
                                null,
                                false));
            }
        }
        TaskId task = new TaskId("tsk_" + round);
        CommandId command = new CommandId("cmd_" + round);
        AgentId agent = new AgentId("agt_a");
        processor.send(
                new TaskCreated(
                        new EventId("evt_created_" + round),
                        command,
                        new Brief(task, agent, "A task"),
                        Stage.BACKLOG,
                        null));
        processor.send(
                new AgentReport(
                        new EventId("evt_done_" + round),
                        task,
                        agent,
                        command,
                        ReportType.DONE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AgentReport.Words.NONE));
        processor.awaitText(
                Integer.toString(round),
                "select count(*) from processed_events where event_id like 'evt\\_done%'");
        processor.awaitText(
                Integer.toString(18 * round),
                "select count(*) from processed_events where event_id like 'evt\\_agt%'");
    }

    private static long signsOfLife(RunningProcessor processor) {
        return Long.parseLong(
                processor.text("select count(*) from agent_events where task_id is null"));
    }

    private static Map<AgentId, AgentSnapshot> folded(RunningProcessor processor) {
        return read(processor).agentHistories().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, history -> agent(history.getValue())));
    }

    private static Map<AgentId, AgentSnapshot> rows(RunningProcessor processor) {
        return read(processor).agents().values().stream()
                .map(StoredAgent.Known.class::cast)
                .map(StoredAgent.Known::agent)
                .collect(Collectors.toMap(AgentSnapshot::agentId, agent -> agent));
    }

    private static AgentSnapshot agent(AgentHistory history) {
        return history.fold(LIMITS).agent().orElseThrow();
    }

    private record Read(Map<AgentId, StoredAgent> agents, Map<AgentId, AgentHistory> agentHistories)
            implements Ledger.HasChanges {
        @Override
        public Changes changes() {
            return new Changes(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    StatsSums.NONE);
        }
    }

    private static Read read(RunningProcessor processor) {
        return processor
                .ledger()
                .transact(
                        Keys.ofAgents(
                                new Keys.Agents(
                                        AGENTS, Set.of(), Set.of(), AGENTS, Set.of(), Set.of()),
                                Set.of()),
                        loaded -> new Read(loaded.agents(), loaded.agentHistories()));
    }

    private static Retention retention(RunningProcessor processor, Duration ahead) {
        return new Retention(
                processor.database,
                new CronJobs(processor.database),
                _ -> {},
                LIMITS,
                SETTINGS,
                InstantSource.fixed(Instant.now().plus(ahead)));
    }

    /** Claims, deliveries, checks and incidents. */
    private static String purged(RunningProcessor processor, Duration ahead) {
        PurgeReport report = retention(processor, ahead).run().orElseThrow();
        return "%d %d %d %d"
                .formatted(
                        report.of(Kind.PROCESSED_EVENTS),
                        report.of(Kind.DELIVERIES),
                        report.of(Kind.HEALTH_CHECKS),
                        report.of(Kind.INCIDENTS));
    }
}
