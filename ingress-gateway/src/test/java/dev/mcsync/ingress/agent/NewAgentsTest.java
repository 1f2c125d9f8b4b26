package dev.mcsync.ingress.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.readside.InMemoryReadSide;
import dev.mcsync.ingress.readside.Inbox;
import dev.mcsync.service.access.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

final class NewAgentsTest {

    private static final AgentId ATLAS = new AgentId("agt_atlas");
    private static final Caller ANY =
            new Caller(new Holder(Role.AGENT, null, "any", "any", TokenLimits.NONE), false);
    private static final Caller OTHER =
            new Caller(new Holder(Role.AGENT, null, "other", "other", TokenLimits.NONE), false);
    private static final Caller BOUND =
            new Caller(new Holder(Role.AGENT, ATLAS, "bound", "bound", TokenLimits.NONE), false);

    private final InMemoryReadSide readSide = new InMemoryReadSide();
    private final NewAgents newAgents = new NewAgents(readSide, 3);

    @Test
    void aTokenBringsOnlySoManyAgentsIntoBeing() {
        assertThat(admit(ANY, agents(0, 2))).isEmpty();
        assertThat(admit(ANY, agents(2, 4)))
                .hasValueSatisfying(wait ->
                        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(40)));
        assertThat(admit(ANY, agents(2, 3))).isEmpty();
        assertThat(admit(ANY, agents(3, 4))).isPresent();

        assertThat(admit(OTHER, agents(3, 4))).isEmpty();
    }

    @Test
    void agentsThatWereHeardOfAreNotNew() {
        assertThat(admit(ANY, agents(0, 3))).isEmpty();

        assertThat(admit(ANY, agents(0, 3))).isEmpty();
    }

    @Test
    void agentsThatTheReadSideKnowsAreNotNew() {
        agents(0, 50).forEach(agent -> readSide.know(agent, new Inbox(0, List.of(), List.of())));

        assertThat(admit(ANY, agents(0, 50))).isEmpty();
        assertThat(admit(ANY, agents(50, 53))).isEmpty();
    }

    @Test
    void whileTheReadSideIsAwayNobodyIsHeldToBeNew() {
        readSide.fallSilent();

        assertThat(admit(ANY, agents(0, 50))).isEmpty();
    }

    @Test
    void aBoundTokenIsItsOwnAgent() {
        IntStream.range(0, 10).forEach(_ -> assertThat(admit(BOUND, List.of(ATLAS))).isEmpty());
    }

    @Test
    void whoBringsMoreAgentsIntoBeingThanTheGatewayIsToldToLetIsRefused() {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start("--mc.call-limits.new-agents-per-hour=500")) {
            assertThat(beat(gateway, agents(0, 500))).isEqualTo(207);
            assertThat(gateway.log().facts()).hasSize(500);

            assertThat(beat(gateway, agents(500, 501))).isEqualTo(429);
        }
    }

    private static int beat(GatewayUnderTest gateway, List<AgentId> agents) {
        return gateway.as(GatewayUnderTest.AGENT)
                .post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(
                        agents.stream()
                                .map(NewAgentsTest::heartbeat)
                                .collect(Collectors.joining(",", "[", "]")))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static String heartbeat(AgentId agent) {
        return "{\"event_id\":\"evt_%s\",\"agent_id\":\"%s\",\"type\":\"heartbeat\"}"
                .formatted(agent, agent);
    }

    private Optional<Duration> admit(Caller caller, List<AgentId> agents) {
        return newAgents.admit(caller, agents).blockOptional().orElseThrow();
    }

    private static List<AgentId> agents(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> new AgentId("agt_" + i)).toList();
    }
}
