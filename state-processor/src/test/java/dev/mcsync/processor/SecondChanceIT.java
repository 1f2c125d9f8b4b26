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
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.infra.testbed.Testbed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sending again, trying again, and agents that start anew, on the real log and database. */
class SecondChanceIT {

    private static final AgentId AGENT = new AgentId("agt_atlas");
    private static final String STATE =
            "select status || ' ' || attempt || ' ' || deliveries || ' ' || coalesce(error_code, '-')"
                    + " from tasks where task_id = $1";

    @Test
    void anAgentThatStartsAnewEndsTheAttemptsThatItDoesNotGoOnWith() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            beat(processor, "boot_1");
            for (String task : List.of("kept", "given_up")) {
                create(processor, task, TaskLimits.DEFAULT);
                report(processor, task, ReportType.RUNNING);
                processor.awaitText("running 1 1 -", STATE, task);
            }

            beat(processor, "boot_2", new CommandId("cmd_kept"));

            processor.awaitText("failed 1 1 agent_restarted", STATE, "given_up");
            assertThat(processor.text(STATE, "kept")).isEqualTo("running 1 1 -");
            beat(processor, "boot_1");
            processor.awaitText(
                    "3 boot_2",
                    "select count(*) || ' ' || min(boot_id) from agent_events e"
                            + " join agents_status a using (agent_id) where e.type = 'heartbeat'");
            assertThat(processor.text(STATE, "kept")).isEqualTo("running 1 1 -");
        }
    }

    @Test
    void aTaskWithAttemptsLeftIsTriedAgainByItself() {
        try (RunningProcessor processor =
                RunningProcessor.on(
                                Testbed.shared(),
                                "--mc.retry-back-off=100ms",
                                "--mc.max-retry-back-off=1s")
                        .start()) {
            create(processor, "stubborn", new TaskLimits(null, null, 3));

            report(processor, "stubborn", ReportType.FAILED);
            processor.awaitText("queued 2 1 -", STATE, "stubborn");
            report(processor, "stubborn", command(processor), ReportType.FAILED);
            processor.awaitText("queued 3 1 -", STATE, "stubborn");
            report(processor, "stubborn", command(processor), ReportType.FAILED);

            processor.awaitText("failed 3 1 -", STATE, "stubborn");
            assertThat(processor.text("select deadline_at is null from tasks")).isEqualTo("true");
            assertThat(
                            processor.records(Topic.AGENT_COMMANDS).stream()
                                    .map(record ->
                                            new String(record.value(), StandardCharsets.UTF_8))
                                    .filter(text -> text.contains("\"attempt\":3")))
                    .singleElement()
                    .asString()
                    .contains("\"prior_attempts\":[{", "\"attempt\":1", "\"attempt\":2");
        }
    }

    @Test
    void aTaskWaitsForItsOfflineAgentWithoutSpendingATry() {
        try (RunningProcessor processor =
                RunningProcessor.on(Testbed.shared(), "--mc.offline-after=1s").start()) {
            beat(processor, null);
            processor.awaitText("offline", "select presence from agents_status");
            create(processor, "patient", new TaskLimits(Duration.ofSeconds(1), null, 1));
            processor.awaitText(
                    "true",
                    "select deadline_at < now() - interval '2 seconds' from tasks where task_id = $1",
                    "patient");
            assertThat(processor.text(STATE, "patient")).isEqualTo("queued 1 1 -");

            beat(processor, null);

            processor.awaitText("queued 1 2 -", STATE, "patient");
        }
    }

    private static String command(RunningProcessor processor) {
        return processor.text("select command_id from tasks");
    }

    private static void create(RunningProcessor processor, String task, TaskLimits limits) {
        processor.send(
                new TaskCreated(
                        EventId.fresh(),
                        new CommandId("cmd_" + task),
                        new Brief(new TaskId(task), AGENT, "Task " + task, null, limits),
                        Stage.TODO,
                        null));
    }

    private static void report(RunningProcessor processor, String task, ReportType type) {
        report(processor, task, "cmd_" + task, type);
    }

    private static void report(
            RunningProcessor processor, String task, String command, ReportType type) {
        processor.send(
                new AgentReport(
                        EventId.fresh(),
                        new TaskId(task),
                        AGENT,
                        new CommandId(command),
                        type,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AgentReport.Words.NONE));
    }

    private static void beat(
            RunningProcessor processor, @Nullable String boot, CommandId... running) {
        processor.send(Beats.beat(EventId.fresh(), AGENT, boot, false, List.of(running)));
    }
}
