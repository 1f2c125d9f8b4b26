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
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.ledger.Refusals;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Reports about what is not their agent's business neither fill the ledger nor hold anybody up. */
class RefusedReportsIT {

    private static final int FLOOD = 10_000;
    private static final TaskId TASK = new TaskId("tsk_victim");
    private static final AgentId HOLDER = new AgentId("agt_holder");
    private static final CommandId COMMAND = new CommandId("cmd_victim");

    @Test
    void tenThousandReportsAboutAnothersTaskHoldUpNeitherItsAgentNorItsHistory() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.send(
                    new TaskCreated(
                            new EventId("evt_created"),
                            COMMAND,
                            new Brief(TASK, HOLDER, "A task"),
                            Stage.TODO,
                            null));
            processor.awaitText(
                    "queued", "select status from tasks where task_id = $1", TASK.value());
            processor.stop();
            processor.together(() -> {
                for (int i = 0; i < FLOOD; i++) {
                    // Whatever name it gives itself.
                    processor.send(report("evt_flood_" + i, TASK, new AgentId("agt_" + i % 300)));
                }
                processor.send(report("evt_ack", TASK, HOLDER));
            });

            long start = System.nanoTime();
            processor.start();
            processor.awaitText("ack", "select status from tasks where task_id = $1", TASK.value());
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            int kept =
                    Integer.parseInt(
                            processor.text(
                                    "select count(*) from agent_events where task_id = $1"
                                            + " and reason = 'wrong_agent'",
                                    TASK.value()));
            // Twice as many where a new hour began in between.
            assertThat(kept).isBetween(Refusals.MAX_OF_TASK, 2 * Refusals.MAX_OF_TASK);
            assertThat(took).isLessThan(Duration.ofSeconds(15));
            processor.await(
                    "the others among the rejected",
                    () -> processor.records(Topic.REJECTED_EVENTS).size() == FLOOD - kept);
        }
    }

    @Test
    void reportsAboutTasksThatAreNoneAreBoundedToo() {
        int tasks = 3_000;
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.together(() -> {
                for (int i = 0; i < tasks; i++) {
                    processor.send(
                            report(
                                    "evt_flood_" + i,
                                    new TaskId("tsk_none_" + i),
                                    new AgentId("agt_" + i)));
                }
            });
            processor.await(
                    "all of them",
                    () ->
                            processor.records(Topic.REJECTED_EVENTS).size()
                                            + Integer.parseInt(
                                                    processor.text(
                                                            "select count(*) from agent_events"))
                                    == tasks);
            assertThat(
                            Integer.parseInt(
                                    processor.text(
                                            "select max(n) from (select count(*) as n from agent_events"
                                                    + " group by source_partition) p")))
                    .isLessThanOrEqualTo(2 * Refusals.MAX_OF_PARTITION);
        }
    }

    private static AgentReport report(String eventId, TaskId task, AgentId agent) {
        return new AgentReport(
                new EventId(eventId),
                task,
                agent,
                COMMAND,
                ReportType.ACK,
                null,
                null,
                null,
                null,
                null,
                null,
                AgentReport.Words.NONE);
    }
}
