package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.SilencePassed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentDeciderTest {

    private static final AgentId AGENT = new AgentId("agt_atlas");
    private static final Duration LIMIT = Facts.LIMITS.offlineAfter();

    private final AgentDecider decider = new AgentDecider(Facts.LIMITS);
    private @Nullable AgentSnapshot agent;
    private Instant now = Facts.START;
    private int events;

    @Test
    void theFirstSignOfLifeBringsAnAgentOnline() {
        AgentDecision decision = decide(heartbeat());

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(agent().version()).isEqualTo(1);
        assertThat(agent().deadlineAt()).isEqualTo(now.plus(LIMIT));
        assertThat(decision.outcome()).extracting(AgentOutcome::type).isEqualTo("agent_online");
    }

    @Test
    void anAgentSilentForTheLimitIsOfflineAndThereIsAnIncident() {
        decide(heartbeat());
        now = now.plus(LIMIT);

        AgentDecision decision = decide(silence());

        assertThat(agent().presence()).isEqualTo(Presence.OFFLINE);
        assertThat(agent().deadlineAt()).isNull();
        assertThat(decision.outcome())
                .extracting(AgentOutcome::silentForSeconds)
                .isEqualTo(LIMIT.toSeconds());
        assertThat(decision.incidents()).singleElement().isInstanceOf(IncidentChange.Opened.class);
    }

    @Test
    void aHeartbeatBeforeTheFactOfSilenceMakesItStale() {
        decide(heartbeat());
        AgentFact silence = silence();
        decide(heartbeat());

        assertThat(decide(silence).changed()).isNull();
        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
    }

    @Test
    void anAgentThatComesBackResolvesItsIncident() {
        decide(heartbeat());
        now = now.plus(LIMIT);
        decide(silence());

        AgentDecision decision = decide(heartbeat());

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(decision.incidents())
                .singleElement()
                .isInstanceOf(IncidentChange.Resolved.class);
    }

    @Test
    void oldNewsDoNotBringAnOfflineAgentBack() {
        decide(heartbeat());
        now = now.plus(LIMIT);
        decide(silence());
        now = now.plus(Duration.ofMinutes(20));

        AgentDecision decision = decide(seen(now.minus(LIMIT).minusSeconds(1)));

        assertThat(agent().presence()).isEqualTo(Presence.OFFLINE);
        assertThat(agent().deadlineAt()).isNull();
        assertThat(decision.outcome()).isNull();
    }

    @Test
    void timeNeverRunsBackwards() {
        decide(heartbeat());
        Instant last = now;

        assertThat(decide(seen(last.minusSeconds(10))).changed()).isNull();
        assertThat(agent().lastSeenAt()).isEqualTo(last);
    }

    @Test
    void aReportProvesLifeButIsNoHeartbeat() {
        decide(seen(now));

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(agent().lastHeartbeatAt()).isNull();
    }

    @Test
    void silenceOfAnAgentNeverHeardOfHasNoEffect() {
        assertThat(decide(SilencePassed.of(AGENT, 1, now)).changed()).isNull();
    }

    private AgentDecision decide(AgentFact fact) {
        events++;
        AgentDecision decision =
                decider.decide(
                        agent,
                        new Received<>(
                                fact,
                                new SourcePosition("mc.agent-heartbeats", 0, events),
                                now,
                                "hash-" + events),
                        now);
        decision.change().ifPresent(next -> agent = next);
        return decision;
    }

    private AgentSnapshot agent() {
        if (agent == null) {
            throw new IllegalStateException("Expected an agent, found none yet");
        }
        return agent;
    }

    @Test
    void aMetaThatIsTooLongCountsAsNone() {
        decide(heartbeat(meta(100)));
        Json kept = agent().meta();

        decide(heartbeat(meta(Heartbeat.MAX_META_LENGTH)));

        assertThat(kept).isNotNull();
        assertThat(agent().meta()).isEqualTo(kept);
        assertThat(agent().lastHeartbeatAt()).isEqualTo(now);
    }

    @Test
    void aLongMetaFromBeforeThereWasALimitGoesWithTheNextHeartbeat() {
        decide(heartbeat());
        AgentSnapshot old = agent();
        agent =
                new AgentSnapshot(
                        old.agentId(),
                        old.version(),
                        old.presence(),
                        old.lastSeenAt(),
                        old.lastHeartbeatAt(),
                        old.presenceSince(),
                        old.deadlineAt(),
                        meta(10_000),
                        old.boot());

        decide(heartbeat());

        assertThat(agent().meta()).isNull();
    }

    private static Json meta(int length) {
        return StrictJson.canonical("{\"notes\":\"" + "x".repeat(length) + "\"}");
    }

    private Heartbeat heartbeat() {
        return heartbeat(null);
    }

    private Heartbeat heartbeat(@Nullable Json meta) {
        return new Heartbeat(
                new EventId("evt_" + events), AGENT, null, null, null, meta, null, List.of(), null);
    }

    private AgentSeen seen(Instant at) {
        return new AgentSeen(new EventId("evt_" + events), AGENT, at);
    }

    private SilencePassed silence() {
        return SilencePassed.of(AGENT, agent().version(), now);
    }
}
