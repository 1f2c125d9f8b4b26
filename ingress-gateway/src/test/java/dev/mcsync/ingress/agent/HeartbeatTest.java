package dev.mcsync.ingress.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.readside.Inbox;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** POST /api/agents/heartbeat, over HTTP. */
final class HeartbeatTest {

    private static final AgentCommand ANSWER =
            new AgentCommand(
                    new CommandId("cmd_1"),
                    new TaskId("tsk_1"),
                    new AgentId("agent-7"),
                    AgentCommand.Kind.MESSAGE,
                    1,
                    "Fix the login",
                    null,
                    Instant.EPOCH,
                    null,
                    List.of(),
                    null,
                    new PersonMessage(
                            new EventId("evt_a1"),
                            PersonMessage.Kind.ANSWER,
                            new QuestionId("q1"),
                            "yes",
                            Instant.EPOCH));

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    @Test
    void aSignOfLifeNeedsOnlyTheAgentsName() {
        beat("{\"agent_id\":\"agent-7\"}")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.ok")
                .isEqualTo(true)
                .jsonPath("$.event_id")
                .value((String id) -> assertThat(id).startsWith("evt_"))
                .jsonPath("$.commands_waiting")
                .doesNotExist();

        OutgoingFact fact = gateway.log().facts().getFirst();
        assertThat(fact.topic()).isEqualTo(Topic.AGENT_HEARTBEATS);
        assertThat(fact.key()).isEqualTo("agent-7");
        assertThat(WireCodec.decodeAgentFact(fact.value()).orThrow("fact"))
                .isInstanceOf(Heartbeat.class);
    }

    /** As within an array of events: what it says of a task is taken, and proves nothing. */
    @Test
    void whatAHeartbeatSaysOfATaskIsTaken() {
        beat("""
        {"agent_id":"agent-7","task_id":"tsk_1","status":"running","stage":"doing",\
        "progress":40,"error_code":"slow"}\
        """)
                .expectStatus()
                .isAccepted();
    }

    @Test
    void theAnswerTellsWhatWaits() {
        gateway.readSide()
                .know(
                        new AgentId("agent-7"),
                        new Inbox(
                                2,
                                List.of(new CommandId("cmd_9"), new CommandId("cmd_8")),
                                List.of(ANSWER)));

        beat("{\"agent_id\":\"agent-7\",\"event_id\":\"evt_1\",\"meta\":{\"load\":0.5}}")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .json(
                        """
                        {"ok":true,"event_id":"evt_1","commands_waiting":2,\
                        "cancelled":["cmd_9","cmd_8"],\
                        "messages":[{"command_id":"cmd_1","type":"message",\
                        "message":{"id":"evt_a1","kind":"answer","question_id":"q1","text":"yes"}}]}\
                        """);
    }

    @Test
    void theAnswerTellsWhichOfTheAttemptsThatItNamesAreOver() {
        gateway.readSide().know(new AgentId("agent-7"), new Inbox(0, List.of(), List.of()));
        gateway.readSide().knowReplaced(new CommandId("cmd_1"));
        gateway.readSide().knowReplaced(new CommandId("cmd_3"));

        beat("""
        {"agent_id":"agent-7","running":["cmd_1","cmd_2"],"command_id":"cmd_3"}\
        """)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.cancelled")
                .isEqualTo(List.of("cmd_1", "cmd_3"));
    }

    @Test
    void aSilentReadSideHoldsNoHeartbeatUp() {
        gateway.readSide().fallSilent();

        beat("{\"agent_id\":\"agent-7\"}")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.commands_waiting")
                .doesNotExist();
    }

    @Test
    void withoutTheLogThereIsNoSignOfLife() {
        gateway.log().decideFate(_ -> Published.UNCONFIRMED);

        beat("{\"agent_id\":\"agent-7\"}").expectStatus().isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void wrongContentIsRefused() {
        beat("{\"agent_id\":\"agent 7\"}")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        beat("{\"agent_id\":\"agent-7\",\"type\":\"done\"}")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void anIdOfTheProductsOwnIsRefused() {
        beat("{\"agent_id\":\"agent-7\",\"event_id\":\"evt_mc:1\"}")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/event_id");
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void aTokenOfOneAgentKeepsNoOtherAlive() {
        gateway.as(GatewayUnderTest.AGENT_7)
                .post()
                .uri("/api/agents/heartbeat")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"agent_id\":\"agent-8\"}")
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void theLastHeartbeatSaysSo() {
        beat("{\"agent_id\":\"agent-7\",\"boot_id\":\"boot_1\",\"leaving\":true}")
                .expectStatus()
                .isAccepted();

        assertThat(
                        WireCodec.decodeAgentFact(gateway.log().facts().getFirst().value())
                                .orThrow("fact"))
                .isInstanceOfSatisfying(
                        Heartbeat.class, heartbeat -> assertThat(heartbeat.leaving()).isTrue());
    }

    private static WebTestClient.ResponseSpec beat(String body) {
        return gateway.as(GatewayUnderTest.AGENT)
                .post()
                .uri("/api/agents/heartbeat")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
