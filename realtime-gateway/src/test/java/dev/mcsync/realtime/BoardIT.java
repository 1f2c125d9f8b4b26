package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static dev.mcsync.realtime.testing.Samples.agent;
import static dev.mcsync.realtime.testing.Samples.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.testbed.SeenClients;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.PanelTwin;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The board over a real broker and a real WebSocket. */
class BoardIT {

    private final Testbed testbed = Testbed.shared();
    private StateTopics topics;

    @BeforeEach
    void emptyTopics() {
        testbed.resetTopics();
        topics = new StateTopics(testbed.bootstrapServers());
    }

    @AfterEach
    void closeProducer() {
        topics.close();
    }

    @Test
    void whatWasOnTheTopicsBeforeTheStartIsOnTheBoard() {
        topics.commit(() -> {
            topics.put(task("tsk_a", 1));
            topics.put(task("tsk_a", 2));
            topics.put(task("tsk_gone", 1));
            topics.put(agent("agt_atlas", 7));
        });
        topics.abort(() -> topics.put(task("tsk_aborted", 1)));
        topics.commit(() -> topics.removeTask("tsk_gone"));
        topics.commit(() -> topics.putRaw(Topic.TASK_STATE, "tsk_bad", new byte[] {'{'}));

        try (RunningGateway gateway = gateway();
                PanelTwin panel = PanelTwin.connect(gateway).awaitLive()) {
            assertThat(panel.tasks()).isEqualTo(Map.of("tsk_a", 2L));
            assertThat(panel.agents()).isEqualTo(Map.of("agt_atlas", 7L));
            assertThat(panel.ops()).startsWith("reset", "snapshot").contains("live");
            assertThat(gateway.json("/api/dashboard/board", PANEL).get("tasks")).hasSize(1);
        }
    }

    @Test
    void whatTheOperatorSetsReachesEveryClientOfKafka() {
        try (RunningGateway gateway = gateway(SeenClients.ARGUMENT)) {
            assertThat(gateway.json("/api/dashboard/health", PANEL).has("rejected")).isTrue();

            assertThat(SeenClients.ids())
                    .contains("mc-realtime-archive", "mc-realtime-lag", "mc-realtime-probe")
                    .anyMatch(id -> id.matches("mc-realtime-[0-9a-f-]{36}-global-consumer"))
                    .anyMatch(id -> id.matches("mc-realtime-[0-9a-f-]{36}-admin"));
        }
    }

    @Test
    void aChangeReachesThePanelAndSoDoesARemoval() {
        try (RunningGateway gateway = gateway();
                PanelTwin panel = PanelTwin.connect(gateway).awaitLive()) {
            topics.commit(task("tsk_a", 1));
            Await.until("the task came", () -> panel.tasks().equals(Map.of("tsk_a", 1L)));

            topics.commit(() -> topics.removeTask("tsk_a"));
            Await.until("the task went", () -> panel.tasks().isEmpty());
            assertThat(panel.repeated()).isEmpty();
        }
    }

    @Test
    void aCardAsALaterVersionWritesItStaysNoStaleOne() {
        try (RunningGateway gateway = gateway();
                PanelTwin panel = PanelTwin.connect(gateway).awaitLive()) {
            topics.commit(task("tsk_a", 1));
            topics.commit(agent("agt_atlas", 1));
            Await.until("both came", () -> panel.agents().equals(Map.of("agt_atlas", 1L)));

            topics.commit(() -> {
                topics.putRaw(
                        Topic.TASK_STATE,
                        "tsk_a",
                        later(WireCodec.encode(task("tsk_a", 2)), "status"));
                topics.putRaw(
                        Topic.AGENT_STATE,
                        "agt_atlas",
                        later(WireCodec.encode(agent("agt_atlas", 2)), "presence"));
            });

            Await.until(
                    "both changed",
                    () ->
                            panel.tasks().equals(Map.of("tsk_a", 2L))
                                    && panel.agents().equals(Map.of("agt_atlas", 2L)));
            assertThat(
                            gateway.json("/api/dashboard/tasks/tsk_a", PANEL)
                                    .get("status")
                                    .stringValue())
                    .isEqualTo("running");
        }
    }

    /** With a word and with a member that this version does not know. */
    private static byte[] later(byte[] record, String word) {
        return new String(record, UTF_8)
                .replaceFirst("(\"" + word + "\"):\"[a-z]+\"", "$1:\"added_later\"")
                .replaceFirst("}$", ",\"added_later\":{\"a\":1}}")
                .getBytes(UTF_8);
    }

    @Test
    void aPanelResumesWhereItWas() {
        topics.commit(() -> {
            topics.put(task("tsk_old", 1));
            topics.put(task("tsk_changed", 1));
            topics.put(task("tsk_gone", 1));
        });
        try (RunningGateway gateway = gateway()) {
            PanelTwin before = PanelTwin.connect(gateway).awaitLive();
            before.close();

            topics.commit(() -> {
                topics.put(task("tsk_changed", 2));
                topics.removeTask("tsk_gone");
                topics.put(agent("agt_new", 1));
            });
            try (PanelTwin watching = PanelTwin.connect(gateway)) {
                Await.until(
                        "the board has it",
                        () ->
                                watching.tasks().equals(Map.of("tsk_old", 1L, "tsk_changed", 2L))
                                        && watching.agents().equals(Map.of("agt_new", 1L)));
            }

            try (PanelTwin after = PanelTwin.reconnect(gateway, before)) {
                after.awaitLive();
                assertThat(after.ops()).startsWith("resumed").doesNotContain("reset", "snapshot");
                assertThat(after.ops().stream().filter(op -> op.equals("task"))).hasSize(1);
                assertThat(after.tasks()).isEqualTo(Map.of("tsk_old", 1L, "tsk_changed", 2L));
                assertThat(after.agents()).isEqualTo(Map.of("agt_new", 1L));
            }
        }
    }

    @Test
    void aCursorOfOneInstanceIsGoodAtAnother() {
        topics.commit(() -> {
            topics.put(task("tsk_kept", 1));
            topics.put(task("tsk_gone", 1));
        });
        PanelTwin before;
        try (RunningGateway first = gateway()) {
            before = PanelTwin.connect(first).awaitLive();
        }
        assertThat(before.closeCode()).isEqualTo(1001);
        topics.commit(() -> {
            topics.put(task("tsk_new", 1));
            topics.removeTask("tsk_gone");
        });

        try (RunningGateway second = gateway();
                PanelTwin after = PanelTwin.reconnect(second, before)) {
            after.awaitLive();
            assertThat(after.ops()).startsWith("resumed");
            assertThat(after.tasks()).isEqualTo(Map.of("tsk_kept", 1L, "tsk_new", 1L));
        }
    }

    @Test
    void aTicketOfOneInstanceOpensTheBoardAtAnotherOnceThoughTheFirstIsGone() {
        topics.commit(task("tsk_kept", 1));
        try (RunningGateway second = gateway()) {
            String ticket;
            try (RunningGateway first = gateway()) {
                ticket = first.ticket();
            }
            try (PanelTwin panel = PanelTwin.openWith(second, ticket)) {
                panel.send("{\"op\":\"hello\"}");
                panel.awaitLive();
                assertThat(panel.tasks()).isEqualTo(Map.of("tsk_kept", 1L));
                assertThat(PanelTwin.openWith(second, ticket).closeCode()).isEqualTo(4001);
            }
        }
    }

    private RunningGateway gateway(String... more) {
        return RunningGateway.start(testbed.bootstrapServers(), testbed.freshDatabase(), more)
                .awaitReady();
    }
}
