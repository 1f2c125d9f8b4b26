package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.stats.LedgerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The agents' figures, as they are kept and as the ledger says. */
class AgentStatsIT {

    private static final String FIGURES =
            "select string_agg(concat_ws(' ', agent_id, tasks_done, tasks_failed, tasks_timeout,"
                    + " tasks_cancelled, tasks_restarted), ', ' order by agent_id) from agent_stats";
    private static final String TIMINGS =
            "select string_agg(concat_ws(' ', agent_id, measure, bucket, n), ', '"
                    + " order by agent_id, measure, bucket) from agent_timings";

    @Test
    void everyAttemptCountsOnceUnderTheResultThatItHasNow() {
        try (RunningProcessor processor =
                RunningProcessor.on(
                                Testbed.shared(),
                                "--mc.max-resends=0",
                                "--mc.ack-timeout=1s",
                                "--mc.running-timeout=1s")
                        .start()) {
            processor.send(created("late", "agt_a"));
            processor.send(created("lost", "agt_a"));
            processor.awaitText(
                    "2", "select tasks_timeout from agent_stats where agent_id = 'agt_a'");
            processor.send(report("late", "agt_a", ReportType.DONE));

            processor.send(created("fails", "agt_b"));
            processor.send(report("fails", "agt_b", ReportType.FAILED));
            processor.send(retried("fails"));
            processor.send(cancelled("fails"));

            processor.awaitText("agt_a 1 0 1 0 0, agt_b 0 1 0 1 0", FIGURES);
            assertThat(processor.text("select sum(n) from agent_timings where measure = 'ack'"))
                    .isEqualTo("1");
            assertThat(new LedgerStats(processor.database).differences(10)).isEmpty();
        }
    }

    @Test
    void aReplayAddsNothingAndTheLedgerGivesTheSameFigures() {
        long seed = 11;
        List<TaskFact> facts = story(new Random(seed));
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.together(() -> facts.forEach(processor::send));
            long different = facts.stream().map(TaskFact::eventId).distinct().count();
            processor.awaitText(
                    Long.toString(different),
                    "select count(*) from processed_events where topic = 'mc.task-events'");
            String figures = processor.text(FIGURES);
            String timings = processor.text(TIMINGS);
            LedgerStats ledger = new LedgerStats(processor.database);
            assertThat(ledger.differences(10)).as("seed %d", seed).isEmpty();
            assertThat(figures).contains("agt_0", "agt_1", "agt_2");
            assertThat(timings).contains("ack", "run");

            processor.stop();
            processor.forgetCommits(Topic.TASK_EVENTS);
            processor.start();
            processor.send(created("end", "agt_end"));
            processor.send(report("end", "agt_end", ReportType.DONE));
            processor.awaitText(
                    "1",
                    "select coalesce(tasks_done, 0) from agent_stats where agent_id = 'agt_end'");
            processor.database.update("delete from agent_stats where agent_id = 'agt_end'");
            processor.database.update("delete from agent_timings where agent_id = 'agt_end'");

            assertThat(processor.text(FIGURES)).as("seed %d", seed).isEqualTo(figures);
            assertThat(processor.text(TIMINGS)).isEqualTo(timings);
            assertThat(ledger.differences(10))
                    .extracting(LedgerStats.Difference::agentId)
                    .isNotEmpty()
                    .containsOnly("agt_end");
        }
    }

    /** Tasks of three agents, each with some of the reports, a retry or its end by a person. */
    private static List<TaskFact> story(Random random) {
        List<TaskFact> facts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String name = "s" + i;
            String agent = "agt_" + i % 3;
            facts.add(created(name, agent));
            for (ReportType type : ReportType.values()) {
                if (type != ReportType.FAILED && random.nextInt(3) > 0) {
                    facts.add(report(name, agent, type));
                }
            }
            if (random.nextInt(4) == 0) {
                facts.add(report(name, agent, ReportType.FAILED));
                facts.add(retried(name));
            }
            if (random.nextInt(4) == 0) {
                facts.add(cancelled(name));
            }
            if (random.nextBoolean()) {
                facts.add(facts.getLast());
            }
        }
        return facts;
    }

    private static TaskFact created(String name, String agent) {
        return new TaskCreated(
                new EventId("evt_created_" + name),
                new CommandId("cmd_" + name),
                new Brief(new TaskId("tsk_" + name), new AgentId(agent), "A task"),
                Stage.TODO,
                null);
    }

    private static TaskFact report(String name, String agent, ReportType type) {
        return new AgentReport(
                new EventId("evt_" + type + "_" + name),
                new TaskId("tsk_" + name),
                new AgentId(agent),
                new CommandId("cmd_" + name),
                type,
                null,
                null,
                null,
                null,
                null,
                null,
                AgentReport.Words.NONE);
    }

    private static TaskFact retried(String name) {
        return new TaskRetried(
                new EventId("evt_retried_" + name),
                new TaskId("tsk_" + name),
                new CommandId("cmd_again_" + name),
                null,
                null);
    }

    private static TaskFact cancelled(String name) {
        return new TaskCancelled(
                new EventId("evt_cancelled_" + name), new TaskId("tsk_" + name), null, null);
    }
}
