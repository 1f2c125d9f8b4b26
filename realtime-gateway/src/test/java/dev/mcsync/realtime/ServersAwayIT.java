package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.AGENT;
import static dev.mcsync.realtime.testing.RunningGateway.INTERNAL;
import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.PanelTwin;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a panel sees while the broker or the database is away, and when it is back. */
class ServersAwayIT {

    /** What is read from the database. */
    private static final List<String> PAST =
            List.of(
                    "/api/dashboard/tasks/tsk_a/events",
                    "/api/dashboard/tasks/tsk_a/trace",
                    "/api/dashboard/tasks/tsk_of_no_board",
                    "/api/dashboard/archive",
                    "/api/dashboard/activity",
                    "/api/dashboard/facts",
                    "/api/dashboard/facts/neighbour",
                    "/api/dashboard/incidents",
                    "/api/dashboard/incidents?state=resolved",
                    "/api/dashboard/events/evt_a",
                    "/api/dashboard/agents/stats");

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
        try (StateTopics topics = new StateTopics(testbed.bootstrapServers());
                RunningGateway gateway =
                        RunningGateway.start(testbed.bootstrapServers(), testbed.freshDatabase())
                                .awaitReady();
                PanelTwin panel = PanelTwin.connect(gateway).awaitLive()) {
            assertThat(gateway.get("/api/dashboard/incidents", PANEL).statusCode()).isEqualTo(200);
            assertThat(databaseAsTold(gateway)).isEqualTo("UP");

            testbed.database().kill();
            topics.commit(task("tsk_a", 1));
            Await.until("the change is told", () -> panel.tasks().equals(Map.of("tsk_a", 1L)));
            assertPresentIsTold(gateway);
            assertPastIsNotTold(gateway);
            JsonNode health = gateway.json("/api/dashboard/health", PANEL);
            assertThat(health.get("unavailable").toString())
                    .isEqualTo(
                            "[\"flow\",\"done\",\"deadlines\",\"discord\",\"jobs\",\"reconcile\"]");
            assertThat(health.has("rejected")).isTrue();
            assertLackIsToldAndTheGatewayIsReady(gateway);

            testbed.database().restart();
            assertPastIsToldAgain(gateway);
        }
    }

    @Test
    void aGatewayThatStartsWhileTheDatabaseIsAwayTellsThePresentToo() {
        PostgresAddress database = testbed.freshDatabase();
        testbed.database().kill();
        try (StateTopics topics = new StateTopics(testbed.bootstrapServers())) {
            topics.commit(task("tsk_a", 1));
            try (RunningGateway gateway =
                            RunningGateway.start(testbed.bootstrapServers(), database)
                                    .awaitReady();
                    PanelTwin panel = PanelTwin.connect(gateway).awaitLive()) {
                assertThat(panel.tasks()).isEqualTo(Map.of("tsk_a", 1L));
                assertPresentIsTold(gateway);
                assertPastIsNotTold(gateway);
                assertLackIsToldAndTheGatewayIsReady(gateway);

                testbed.database().restart();
                assertPastIsToldAgain(gateway);
            }
        } finally {
            testbed.database().restart();
        }
    }

    /** A question that is under way when the line falls silent gets no word of it. */
    @Test
    void whileTheDatabaseIsSilentTheBoardIsToldAtOnceAndEveryQuestionEnds() throws Exception {
        PostgresAddress direct = testbed.freshDatabase();
        try (TcpProxy line = TcpProxy.before(direct.port());
                RunningGateway gateway =
                        RunningGateway.start(
                                        testbed.bootstrapServers(), direct.through(line.port()))
                                .awaitReady();
                ExecutorService panels = Executors.newFixedThreadPool(2);
                Connection holder =
                        DriverManager.getConnection(
                                direct.jdbcUrl(), direct.user(), direct.password())) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table incidents in access exclusive mode");
            Future<HttpResponse<String>> underWay =
                    panels.submit(() -> gateway.get("/api/dashboard/incidents", PANEL));
            Await.until("the question waits in the database", () -> waitsForALock(holder));

            line.mode(new ProxyMode.Blackhole());
            Future<HttpResponse<String>> later =
                    panels.submit(() -> gateway.get("/api/dashboard/activity", PANEL));
            Instant asked = Instant.now();
            assertThat(gateway.get("/api/dashboard/board", PANEL).statusCode()).isEqualTo(200);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(later.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
            assertThat(underWay.get(25, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
            assertLackIsToldAndTheGatewayIsReady(gateway);

            holder.rollback();
            line.mode(new ProxyMode.Pass());
            assertPastIsToldAgain(gateway);
        }
    }

    private static boolean waitsForALock(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet waiting =
                        statement.executeQuery("select 1 from pg_locks where not granted")) {
            return waiting.next();
        } catch (SQLException e) {
            throw new AssertionError("Expected to see who waits", e);
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

    /** All of what comes from the log, for panels and for agents. */
    private static void assertPresentIsTold(RunningGateway gateway) {
        assertThat(gateway.json("/api/dashboard/board", PANEL).get("tasks")).hasSize(1);
        assertThat(gateway.json("/api/dashboard/tasks", PANEL).get("tasks")).hasSize(1);
        assertThat(gateway.json("/api/dashboard/tasks/tsk_a", PANEL).get("version").asInt())
                .isEqualTo(1);
        assertThat(gateway.json("/api/dashboard/agents", PANEL).has("agents")).isTrue();
        assertThat(gateway.post("/api/realtime/tickets", PANEL).statusCode()).isEqualTo(200);
        String agent = task("tsk_a", 1).agentId().value();
        JsonNode commands = gateway.json("/api/agents/" + agent + "/commands", AGENT);
        assertThat(commands.get("commands")).hasSize(1);
        JsonNode inbox = gateway.json("/api/internal-view/agents/" + agent + "/inbox", INTERNAL);
        assertThat(inbox.get("commands_waiting").asInt()).isEqualTo(1);
    }

    private static void assertPastIsNotTold(RunningGateway gateway) {
        for (String past : PAST) {
            HttpResponse<String> answer = gateway.get(past, PANEL);
            assertThat(answer.statusCode()).as(past).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).as(past).isPresent();
            assertThat(answer.headers().firstValue("content-type"))
                    .as(past)
                    .hasValue("application/problem+json");
            assertThat(answer.body()).as(past).contains("The history cannot be read at the moment");
        }
    }

    /** A balancer that asks must not take the board from everybody. */
    private static void assertLackIsToldAndTheGatewayIsReady(RunningGateway gateway) {
        Await.until("the lack is told", () -> databaseAsTold(gateway).equals("AWAY"));
        Await.until(
                "the lack is measured",
                () ->
                        gateway.get("/actuator/prometheus", INTERNAL)
                                .body()
                                .lines()
                                .anyMatch(line ->
                                        line.startsWith("mc_realtime_history_away ")
                                                && line.endsWith(" 1.0")));
    }

    private static void assertPastIsToldAgain(RunningGateway gateway) {
        Await.until(
                "the past is told again",
                () -> gateway.get("/api/dashboard/incidents", PANEL).statusCode() == 200);
        Await.until("nothing lacks", () -> databaseAsTold(gateway).equals("UP"));
    }

    /** Fails when the gateway is not ready. */
    private static String databaseAsTold(RunningGateway gateway) {
        return gateway.json("/actuator/health/readiness", "")
                .at("/components/postgres/status")
                .asString();
    }
}
