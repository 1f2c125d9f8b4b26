package dev.mcsync.infra.proof.panel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What people do on the board, in Debian's Chromium, against one real system. */
class BoardInTheBrowserIT {

    @TempDir static Path directory;
    private static @Nullable SystemProcess system;
    private static @Nullable BrowserRun browser;

    @BeforeAll
    static void startTheSystemAndTheBrowser() {
        Optional<String> hindrance = BrowserRun.hindrance();
        assumeTrue(hindrance.isEmpty(), () -> "Left out: " + hindrance.orElseThrow());
        SystemProcess started =
                new SystemProcess(directory.resolve("data"), LoopbackPorts.free(), Map.of());
        system = started;
        RunFile run = started.start();
        leaveOneInTheArchive(run);
        browser = BrowserRun.start(run.url(), run.token());
    }

    /** As the retention job does it, without waiting for a month. */
    private static void leaveOneInTheArchive(RunFile run) {
        TaskId task = new TaskId("tsk_left");
        CommandId command = new CommandId("cmd_left");
        AgentId agent = new AgentId("agt_e2e");
        List<TaskFact> life =
                List.of(
                        new TaskCreated(
                                EventId.fresh(),
                                command,
                                new Brief(task, agent, "Left the board"),
                                Stage.TODO,
                                null),
                        new AgentReport(
                                EventId.fresh(),
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
                                AgentReport.Words.NONE),
                        TaskArchived.longUntouched(task, 2));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", run.kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            life.forEach(fact ->
                    producer.send(
                            new ProducerRecord<>(
                                    Topic.TASK_EVENTS.topicName(),
                                    task.value().getBytes(UTF_8),
                                    WireCodec.encode(fact))));
        }
    }

    @AfterAll
    static void stopThem() {
        if (browser != null) {
            browser.close();
        }
        if (system != null) {
            system.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> inTheBrowser() {
        BrowserRun run = requireNonNull(browser);
        return BrowserRun.names().stream().map(name -> dynamicTest(name, () -> passes(run, name)));
    }

    /** Says which test failed in the first line, the only one that summaries show. */
    private static void passes(BrowserRun run, String name) throws IOException {
        String fault = run.faultOf(name);
        if (fault != null) {
            fail(name + ": " + fault);
        }
    }
}
