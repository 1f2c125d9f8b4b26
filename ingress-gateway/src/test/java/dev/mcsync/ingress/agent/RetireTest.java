package dev.mcsync.ingress.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.readside.Workload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

/** POST /api/dashboard/agents/{id}/retire, over HTTP. */
final class RetireTest {

    private static final AgentId AGENT = new AgentId("agent-7");

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
    void anAgentWithNothingLeftToDoIsRetiredByAFactOnTheLog() {
        gateway.readSide().know(AGENT, new Workload(true, 0));

        retire("agent-7")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.agent_id")
                .isEqualTo("agent-7");

        OutgoingFact fact = gateway.log().facts().getFirst();
        assertThat(fact.topic()).isEqualTo(Topic.AGENT_HEARTBEATS);
        assertThat(fact.key()).isEqualTo("agent-7");
        assertThat(WireCodec.decodeAgentFact(fact.value()).orThrow("fact"))
                .isInstanceOfSatisfying(
                        AgentRetired.class, retired -> assertThat(retired.seenVersion()).isNull());
    }

    @Test
    void oneWithUnfinishedTasksStays() {
        gateway.readSide().know(AGENT, new Workload(true, 2));

        retire("agent-7")
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("unfinished_tasks")
                .jsonPath("$.unfinished")
                .isEqualTo(2);
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void whoIsNotOnTheListCannotLeaveIt() {
        gateway.readSide().know(AGENT, new Workload(false, 0));

        retire("agent-7").expectStatus().isNotFound();
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void withoutTheReadSideOrTheLogNothingIsClaimed() {
        retire("agent-7").expectStatus().isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(gateway.log().facts()).isEmpty();

        gateway.readSide().know(AGENT, new Workload(true, 0));
        gateway.log().decideFate(_ -> Published.UNCONFIRMED);
        retire("agent-7").expectStatus().isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static WebTestClient.ResponseSpec retire(String agentId) {
        return gateway.as(GatewayUnderTest.PANEL)
                .post()
                .uri("/api/dashboard/agents/" + agentId + "/retire")
                .exchange();
    }
}
