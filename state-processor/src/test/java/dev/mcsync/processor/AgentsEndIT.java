package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.PastBoard;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.jobs.CronJobs;
import dev.mcsync.processor.ledger.UnseenAgents;
import dev.mcsync.processor.retention.PurgeReport.Kind;
import dev.mcsync.processor.retention.Retention;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Agents say goodbye, are retired, and are run twice at a time, over the real log and tables. */
class AgentsEndIT {

    private static final AgentId AGENT = new AgentId("agt_end");
    private static final String PRESENCE =
            "select presence || ' ' || coalesce(departure, '-') from agents_status where agent_id = $1";
    private static final String STATE =
            "select status || ' ' || coalesce(error_code, '-') from tasks where task_id = $1";

    @Test
    void anAgentThatSaysGoodbyeRaisesNoAlarmAndComesBackWithItsNextSignOfLife() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            beat(processor, null, false);
            processor.awaitText("online -", PRESENCE, AGENT.value());

            beat(processor, null, true);
            processor.awaitText("offline goodbye", PRESENCE, AGENT.value());
            assertThat(processor.text("select count(*) from incidents")).isEqualTo("0");
            assertThat(unsound(processor)).isEmpty();

            beat(processor, null, false);
            processor.awaitText("online -", PRESENCE, AGENT.value());
        }
    }

    @Test
    void aHeartbeatThatItsGoodbyeHasOvertakenBringsNobodyBack() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            beat(processor, "boot_1", false);
            beat(processor, "boot_1", true);
            beat(processor, "boot_1", false);

            processor.awaitText(
                    "applied applied late",
                    "select string_agg(outcome, ' ' order by id) from agent_events");
            assertThat(processor.text(PRESENCE, AGENT.value())).isEqualTo("offline goodbye");
            assertThat(unsound(processor)).isEmpty();

            beat(processor, "boot_2", false);
            processor.awaitText("online -", PRESENCE, AGENT.value());
            assertThat(unsound(processor)).isEmpty();
        }
    }

    /** It kept no goodbyes, and the ledger holds what it decided so. */
    @Test
    void whatAnEarlierVersionDecidedOfSuchAHeartbeatIsSound() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            beat(processor, "boot_1", false);
            beat(processor, "boot_1", true);
            processor.awaitText("offline goodbye", PRESENCE, AGENT.value());
            processor.database.update(
                    "update agents_status set ended_boot_ids = null where agent_id = $1",
                    AGENT.value());

            beat(processor, "boot_1", false);

            processor.awaitText("online -", PRESENCE, AGENT.value());
            assertThat(unsound(processor)).isEmpty();
            beat(processor, "boot_1", true);
            processor.awaitText("offline goodbye", PRESENCE, AGENT.value());
            assertThat(unsound(processor)).isEmpty();
        }
    }

    @Test
    void aRetiredAgentLeavesTheListAndItsHistoryStays() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            beat(processor, "boot_1", false);
            processor.awaitText("online -", PRESENCE, AGENT.value());
            Instant before = Instant.now();
            processor.send(new AgentRetired(EventId.fresh(), AGENT, null, null));

            processor.awaitText("offline retired", PRESENCE, AGENT.value());
            processor.await("a tombstone", () -> lastPublished(processor) == null);
            assertThat(processor.text("select count(*) from agent_events")).isEqualTo("2");
            assertThat(unsound(processor)).isEmpty();
            PastBoard past = new PastBoard(processor.address(), Limits.DEFAULT);
            assertThat(past.at(Instant.now()).agents()).isEmpty();
            assertThat(past.at(before).agents()).hasSize(1);

            beat(processor, null, false);
            processor.awaitText("online -", PRESENCE, AGENT.value());
            processor.await("a snapshot", () -> lastPublished(processor) != null);
            assertThat(unsound(processor)).isEmpty();
        }
    }

    @Test
    void anAgentLongUnseenIsRetiredUnlessItHasSomethingLeftToDo() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            UnseenAgents unseen = new UnseenAgents(processor.database);
            beat(processor, null, false);
            beat(processor, null, true);
            processor.awaitText("offline goodbye", PRESENCE, AGENT.value());
            assertThat(unseen.before(Instant.now().minusSeconds(60), 10)).isEmpty();
            Instant later = Instant.now().plus(Duration.ofDays(31));

            create(processor, "open");
            processor.awaitText("queued -", STATE, "open");
            assertThat(unseen.before(later, 10)).isEmpty();

            report(processor, "open", ReportType.DONE);
            processor.awaitText("done -", STATE, "open");
            processor.awaitText("online -", PRESENCE, AGENT.value());
            beat(processor, null, true);
            processor.awaitText("offline goodbye", PRESENCE, AGENT.value());
            unseen.before(later, 10).forEach(processor::send);
            processor.awaitText("offline retired", PRESENCE, AGENT.value());
            assertThat(unseen.before(later, 10)).isEmpty();
        }
    }

    @Test
    void anAgentUnseenForItsTimeIsRetired() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            beat(processor, null, false);
            beat(processor, null, true);
            processor.awaitText("offline goodbye", PRESENCE, AGENT.value());

            assertThat(retiredIn(processor, Duration.ofDays(39))).isZero();
            assertThat(retiredIn(processor, Duration.ofDays(41))).isEqualTo(1);
        }
    }

    private static long retiredIn(RunningProcessor processor, Duration ahead) {
        CronJobs jobs = new CronJobs(processor.database);
        jobs.register(Retention.JOB, "-");
        return new Retention(
                        processor.database,
                        jobs,
                        _ -> {},
                        Limits.DEFAULT,
                        GivenSettings.of(ProcessorSettings.class, "mc.retention.unseen-agents=40d")
                                .retention(),
                        InstantSource.fixed(Instant.now().plus(ahead)))
                .run()
                .orElseThrow()
                .of(Kind.AGENTS);
    }

    @Test
    void aRolloutEndsAnAttemptOnlyWhenNoLivingRunListsIt() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            beat(processor, "boot_1", false);
            for (String task : List.of("listed", "forgotten")) {
                create(processor, task);
                report(processor, task, ReportType.RUNNING);
                processor.awaitText("running -", STATE, task);
            }
            beat(processor, "boot_1", false, new CommandId("cmd_listed"));

            beat(processor, "boot_2", false);

            processor.awaitText("failed agent_restarted", STATE, "forgotten");
            assertThat(processor.text(STATE, "listed")).isEqualTo("running -");
            assertThat(unsound(processor)).isEmpty();

            beat(processor, "boot_1", true);
            processor.awaitText("failed agent_restarted", STATE, "listed");
            assertThat(processor.text(PRESENCE, AGENT.value())).isEqualTo("online -");
        }
    }

    private static byte @Nullable [] lastPublished(RunningProcessor processor) {
        List<ConsumerRecord<byte[], byte[]>> records = processor.records(Topic.AGENT_STATE);
        return records.isEmpty() ? new byte[0] : records.getLast().value();
    }

    private static List<Discrepancy> unsound(RunningProcessor processor) {
        List<Discrepancy> findings = new ArrayList<>();
        new DriftScan(
                        processor.address(),
                        KafkaClients.at(Testbed.shared().bootstrapServers()),
                        Limits.DEFAULT)
                .run(DriftScan.Scope.EVERYTHING, findings::add, Progress.NONE);
        return findings;
    }

    private static void beat(
            RunningProcessor processor,
            @Nullable String boot,
            boolean leaving,
            CommandId... running) {
        processor.send(Beats.beat(EventId.fresh(), AGENT, boot, leaving, List.of(running)));
    }

    private static void create(RunningProcessor processor, String task) {
        processor.send(
                new TaskCreated(
                        EventId.fresh(),
                        new CommandId("cmd_" + task),
                        new Brief(new TaskId(task), AGENT, "A task"),
                        Stage.TODO,
                        null));
    }

    private static void report(RunningProcessor processor, String task, ReportType type) {
        processor.send(
                new AgentReport(
                        EventId.fresh(),
                        new TaskId(task),
                        AGENT,
                        new CommandId("cmd_" + task),
                        type,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AgentReport.Words.NONE));
    }
}
