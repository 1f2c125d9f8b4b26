package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.PanelTwin;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a panel sees while the broker or the database is away, and when it is back. */
class ServersAwayIT {

    private static Testbed.Own testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    @BeforeEach
    void emptyTopics() {
        testbed.resetTopics();
    }

    @Test
    void aBoardThatHearsNothingDoesNotClaimToBeCurrentAndGoesOnWhenTheBrokerIsBack() {
        try (StateTopics topics = new StateTopics(testbed.bootstrapServers())) {
            topics.commit(task("tsk_a", 1));
        }
        try (RunningGateway gateway =
                        RunningGateway.start(
                                        testbed.bootstrapServers(),
                                        testbed.freshDatabase(),
                                        "--mc.tick-every=200ms")
                                .awaitReady();
                PanelTwin panel = PanelTwin.connect(gateway).awaitLive()) {
            Instant first = panel.asOf();
            Await.until("the moment moves on", () -> panel.asOf().isAfter(first));

            testbed.broker().kill();
            Instant killed = Instant.now();
            int ticks = panel.ops().size();
            Await.until("ticks go on", () -> panel.ops().size() > ticks + 20);
            assertThat(panel.asOf()).isBefore(killed.plusMillis(500));
            assertThat(gateway.json("/api/dashboard/board", PANEL).get("tasks")).hasSize(1);
            JsonNode health = gateway.json("/api/dashboard/health", PANEL);
            assertThat(health.get("unavailable").toString()).isEqualTo("[\"lag\",\"rejected\"]");
            assertThat(health.has("jobs")).isTrue();
            Await.until(
                    "the gateway is not ready",
                    () -> gateway.get("/actuator/health/readiness", "").statusCode() == 503);
            assertThat(gateway.get("/actuator/health/liveness", "").statusCode()).isEqualTo(200);

            testbed.broker().restart();
            Await.until(
                    "the board is current again",
                    () -> panel.asOf().isAfter(killed.plusSeconds(1)));
            try (StateTopics topics = new StateTopics(testbed.bootstrapServers())) {
                topics.commit(task("tsk_b", 1));
            }
            Await.until(
                    "the change came over the same connection",
                    () -> panel.tasks().equals(Map.of("tsk_a", 1L, "tsk_b", 1L)));
            assertThat(panel.repeated()).isEmpty();
        }
    }

    @Test
    void whileTheDatabaseIsAwayThePresentIsToldAndThePastIsNot() {
        try (RunningGateway gateway =
                RunningGateway.start(testbed.bootstrapServers(), testbed.freshDatabase())
                        .awaitReady()) {
            assertThat(gateway.get("/api/dashboard/incidents", PANEL).statusCode()).isEqualTo(200);

            testbed.database().kill();
            HttpResponse<String> past = gateway.get("/api/dashboard/incidents", PANEL);
            assertThat(past.statusCode()).isEqualTo(503);
            assertThat(past.headers().firstValue("retry-after")).isPresent();
            assertThat(gateway.get("/api/dashboard/board", PANEL).statusCode()).isEqualTo(200);
            JsonNode health = gateway.json("/api/dashboard/health", PANEL);
            assertThat(health.get("unavailable").toString())
                    .isEqualTo("[\"flow\",\"deadlines\",\"discord\",\"jobs\",\"reconcile\"]");
            assertThat(health.has("rejected")).isTrue();
            Await.until(
                    "the gateway is not ready",
                    () -> gateway.get("/actuator/health/readiness", "").statusCode() == 503);

            testbed.database().restart();
            Await.until(
                    "the past is told again",
                    () -> gateway.get("/api/dashboard/incidents", PANEL).statusCode() == 200);
            gateway.awaitReady();
        }
    }

    @Test
    void topicsThatWereMadeAnewEndTheSessionsAndTheBoardIsReadAgain() {
        try (StateTopics topics = new StateTopics(testbed.bootstrapServers())) {
            topics.commit(task("tsk_old", 1));
            try (RunningGateway gateway =
                    RunningGateway.start(testbed.bootstrapServers(), testbed.freshDatabase())
                            .awaitReady()) {
                PanelTwin before = PanelTwin.connect(gateway).awaitLive();

                testbed.resetTopics();

                assertThat(before.closeCode()).isEqualTo(4010);
                topics.commit(task("tsk_new", 1));
                gateway.awaitReady();
                try (PanelTwin after = PanelTwin.reconnect(gateway, before).awaitLive()) {
                    assertThat(after.ops()).startsWith("reset");
                    Await.until(
                            "the board is the new one",
                            () -> after.tasks().equals(Map.of("tsk_new", 1L)));
                }
            }
        }
    }
}
