package dev.mcsync.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.infra.testbed.Testbed;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A report changes the ledger, its task and its agent at once, and is told in order. */
class OneTransactionIT {

    private static final int REPORTS = 10_000;

    /** The system column tells which transaction wrote a row. */
    @Test
    void theRowsOfTenThousandReportsAreEachOfOneTransaction() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.together(
                    () -> IntStream.range(0, REPORTS).forEach(i -> create(processor, i)));
            processor.together(
                    () -> IntStream.range(0, REPORTS).forEach(i -> report(processor, i, "ack")));

            processor.awaitText(
                    Integer.toString(REPORTS), "select count(*) from tasks where status = 'ack'");
            assertThat(
                            processor.text(
                                    "select count(*) from agent_events e join tasks t on t.task_id = e.task_id"
                                            + " join agents_status a on a.agent_id = e.agent_id"
                                            + " where e.type = 'ack' and t.xmin = e.xmin and a.xmin = e.xmin"
                                            + " and t.last_event_id = e.event_id and a.last_event_id = e.event_id"
                                            + " and a.current_task_id = t.task_id and a.version = e.agent_version"
                                            + " and a.presence = 'online' and a.last_seen_at = e.received_at"))
                    .isEqualTo(Integer.toString(REPORTS));
            assertThat(processor.text("select count(*) from agent_events"))
                    .isEqualTo(Integer.toString(2 * REPORTS));
            assertThat(processor.text("select count(*) from processed_events"))
                    .isEqualTo(Integer.toString(2 * REPORTS));
        }
    }

    @Test
    void anAgentIsToldToBeOnlineOnceThoughTheReportsAreReadAgain() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            create(processor, 1);
            report(processor, 1, "ack");
            processor.await("the presence", () -> presences(processor).size() == 1);
            processor.await("the snapshot", () -> !processor.records(Topic.AGENT_STATE).isEmpty());
            processor.stop();
            String told = processor.text("select told_at from presence_changes");

            // As after a crash between the two transactions.
            processor.forgetCommits(Topic.TASK_EVENTS);
            processor.start();
            report(processor, 1, "done");
            processor.awaitText("done", "select status from tasks");
            processor.await(
                    "the touches", () -> processor.records(Topic.AGENT_HEARTBEATS).size() == 3);
            processor.await(
                    "the snapshot of the last",
                    () ->
                            processor.records(Topic.AGENT_STATE).stream()
                                    .anyMatch(record ->
                                            new String(record.value(), UTF_8)
                                                    .contains("\"version\":2")));

            assertThat(presences(processor)).hasSize(1);
            assertThat(processor.text("select told_at from presence_changes")).isEqualTo(told);
        }
    }

    /**
     * Met again where it was told first, a change of presence is told again: that never came out.
     */
    @Test
    void whatWasMarkedAsToldAndNotPublishedIsPublishedAfterARestart() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            create(processor, 1);
            report(processor, 1, "ack");
            processor.await("the presence", () -> presences(processor).size() == 1);
            processor.stop();
            processor.forgetCommits(Topic.AGENT_HEARTBEATS);
            processor.start();

            processor.await("the presence again", () -> presences(processor).size() == 2);
            assertThat(presences(processor).getFirst()).isEqualTo(presences(processor).getLast());
        }
    }

    /** Whoever else says that the agent was touched tells nothing twice, and nothing untrue. */
    @Test
    void aTouchThatAnotherProducerSaysTellsNothing() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            create(processor, 1);
            report(processor, 1, "ack");
            processor.await("the presence", () -> presences(processor).size() == 1);
            EventId told = presences(processor).getFirst().eventId();
            processor.send(new AgentTouched(told, agent(1), true));
            processor.send(new AgentTouched(new EventId("evt_made_up"), agent(2), true));
            processor.await(
                    "a tombstone of the agent that is none",
                    () ->
                            processor.records(Topic.AGENT_STATE).stream()
                                    .anyMatch(record -> record.value() == null));

            assertThat(presences(processor)).hasSize(1);
            assertThat(processor.text("select count(*) from agents_status")).isEqualTo("1");
        }
    }

    @Test
    void anAgentThatFallsSilentIsToldOnlineBeforeOffline() {
        try (RunningProcessor processor =
                RunningProcessor.on(Testbed.shared(), "--mc.offline-after=1s").start()) {
            create(processor, 1);
            report(processor, 1, "ack");
            processor.await("both presences", () -> presences(processor).size() == 2);

            assertThat(presences(processor))
                    .extracting(outcome -> outcome.type() + " " + outcome.version())
                    .containsExactly("agent_online 1", "agent_offline 2");
        }
    }

    @Test
    void theCurrentTaskIsNoneWhenItIsCancelledByAPerson() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            create(processor, 1);
            report(processor, 1, "running");
            processor.awaitText("tsk_1", "select current_task_id from agents_status");
            processor.send(new TaskCancelled(new EventId("evt_x"), task(1), null, null));

            processor.awaitText(
                    "evt_x 2",
                    "select a.last_event_id || ' ' || a.version from agents_status a"
                            + " join tasks t on t.xmin = a.xmin where a.current_task_id is null");
        }
    }

    private static List<AgentOutcome> presences(RunningProcessor processor) {
        return processor.outcomes().stream()
                .filter(AgentOutcome.class::isInstance)
                .map(AgentOutcome.class::cast)
                .toList();
    }

    private static void create(RunningProcessor processor, int i) {
        processor.send(
                new TaskCreated(
                        new EventId("evt_created_" + i),
                        new CommandId("cmd_" + i),
                        new Brief(task(i), agent(i), "A task"),
                        Stage.TODO,
                        null));
    }

    private static void report(RunningProcessor processor, int i, String type) {
        processor.send(
                new AgentReport(
                        new EventId("evt_%s_%d".formatted(type, i)),
                        task(i),
                        agent(i),
                        new CommandId("cmd_" + i),
                        ReportType.valueOf(type.toUpperCase(Locale.ROOT)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AgentReport.Words.NONE));
    }

    private static TaskId task(int i) {
        return new TaskId("tsk_" + i);
    }

    private static AgentId agent(int i) {
        return new AgentId("agt_" + i);
    }
}
