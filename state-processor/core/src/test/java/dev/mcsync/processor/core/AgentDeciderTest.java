package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.SilencePassed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentDeciderTest extends AgentStory {

    private static final AgentId AGENT = Facts.AGENT;
    private static final Duration LIMIT = Facts.LIMITS.offlineAfter();

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

    @Test
    void anAgentThatSaysGoodbyeIsMissedByNobody() {
        decide(heartbeat());

        AgentDecision goodbye = decide(goodbye(null));

        assertThat(agent().presence()).isEqualTo(Presence.OFFLINE);
        assertThat(agent().departure()).isEqualTo(Departure.GOODBYE);
        assertThat(agent().deadlineAt()).isNull();
        assertThat(goodbye.outcome()).isNull();
        assertThat(goodbye.incidents()).isEmpty();
        assertThat(decide(silence()).changed()).isNull();
    }

    @Test
    void theNextSignOfLifeBringsADepartedAgentBackWithoutAWord() {
        decide(heartbeat());
        decide(goodbye(null));
        now = now.plusSeconds(1);

        AgentDecision back = decide(heartbeat());

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(agent().departure()).isNull();
        assertThat(agent().deadlineAt()).isEqualTo(now.plus(LIMIT));
        assertThat(back.outcome()).isNull();
        assertThat(back.incidents()).isEmpty();
    }

    @Test
    void oldNewsDoNotBringADepartedAgentBack() {
        decide(heartbeat());
        decide(goodbye(null));

        assertThat(decide(seen(now)).reason()).isEqualTo(Reason.ALREADY_BEYOND);
        now = now.plus(LIMIT).plusSeconds(5);
        assertThat(decide(seen(now.minus(LIMIT).minusSeconds(1))).changed()).isNull();
    }

    @Test
    void aGoodbyeOfASilentAgentEndsItsIncident() {
        decide(heartbeat());
        now = now.plus(LIMIT);
        decide(silence());

        assertThat(decide(goodbye(null)).incidents())
                .singleElement()
                .isInstanceOf(IncidentChange.Resolved.class);
    }

    @Test
    void whoWasNeverHeardOfHasNothingToTakeLeaveOf() {
        assertThat(decide(goodbye(null)).changed()).isNull();
        assertThat(decide(retired(null)).changed()).isNull();
    }

    @Test
    void aRetiredAgentIsOnNoListAndComesBackAsANewOne() {
        decide(heartbeat("boot_1"));
        decide(retired(null));
        assertThat(agent().isListed()).isFalse();
        assertThat(agent().boot()).isNull();
        assertThat(decide(retired(null)).changed()).isNull();

        decide(heartbeat());

        assertThat(agent().isListed()).isTrue();
        assertThat(agent().version()).isEqualTo(3);
    }

    @Test
    void anAgentThatWasHeardOfMeanwhileIsNotRetiredForItsSilence() {
        decide(heartbeat());
        AgentFact longUnseen = retired(agent().version());
        decide(heartbeat());

        assertThat(decide(longUnseen).reason()).isEqualTo(Reason.STALE_DEADLINE);
    }

    @Test
    void retiringASilentAgentEndsItsIncident() {
        decide(heartbeat());
        now = now.plus(LIMIT);
        decide(silence());

        assertThat(decide(retired(null)).incidents())
                .singleElement()
                .isInstanceOf(IncidentChange.Resolved.class);
    }

    @Test
    void twoRunsUnderOneNameAreBothAliveUntilOneHasBeenSilentForTheLimit() {
        decide(heartbeat("boot_1", "cmd_1"));
        now = now.plusSeconds(10);
        decide(heartbeat("boot_2"));
        assertThat(runs()).containsExactly("boot_2", "boot_1");

        now = now.plus(LIMIT).minusSeconds(1);
        decide(heartbeat("boot_2"));

        assertThat(runs()).containsExactly("boot_2");
        assertThat(boot().bootId()).isEqualTo(new BootId("boot_2"));
    }

    @Test
    void anEarlierRunThatBeatsOnStaysAliveAndSaysWhatItGoesOnWith() {
        decide(heartbeat("boot_1"));
        decide(heartbeat("boot_2"));
        now = now.plus(LIMIT).minusSeconds(1);
        decide(heartbeat("boot_1", "cmd_1"));

        assertThat(boot().bootId()).isEqualTo(new BootId("boot_2"));
        assertThat(boot().runs())
                .filteredOn(run -> run.running().contains(new CommandId("cmd_1")))
                .extracting(AgentRun::aliveUntil)
                .containsExactly(now.plus(LIMIT));
    }

    @Test
    void anAgentGoesOnWhenOneOfItsRunsSaysGoodbye() {
        decide(heartbeat("boot_1", "cmd_1"));
        decide(heartbeat("boot_2"));

        decide(goodbye("boot_1"));

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(agent().departure()).isNull();
        assertThat(runs()).containsExactly("boot_2");

        decide(goodbye("boot_2"));
        assertThat(agent().departure()).isEqualTo(Departure.GOODBYE);
    }

    @Test
    void noRunOfASilentAgentIsAlive() {
        decide(heartbeat("boot_1", "cmd_1"));
        now = now.plus(LIMIT);
        decide(silence());

        assertThat(boot().runs()).isEmpty();
    }

    private Heartbeat heartbeat(String bootId, String... running) {
        return beat(events, bootId, List.of(running), false);
    }

    private Heartbeat goodbye(@Nullable String bootId) {
        return beat(events, bootId, List.of(), true);
    }

    private AgentRetired retired(@Nullable Long seenVersion) {
        return new AgentRetired(new EventId("evt_" + events), AGENT, seenVersion, null);
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
                        old.boot(),
                        null,
                        null,
                        null);

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
                new EventId("evt_" + events),
                AGENT,
                null,
                null,
                null,
                meta,
                null,
                List.of(),
                null,
                false);
    }

    private AgentSeen seen(Instant at) {
        return new AgentSeen(new EventId("evt_" + events), AGENT, at);
    }

    private SilencePassed silence() {
        return SilencePassed.of(AGENT, agent().version(), now);
    }
}
