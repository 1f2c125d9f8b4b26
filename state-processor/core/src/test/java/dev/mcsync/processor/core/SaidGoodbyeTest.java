package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.SilencePassed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run that has said goodbye is over, whatever of it was still on its way. */
class SaidGoodbyeTest extends AgentStory {

    @Test
    void aHeartbeatThatItsGoodbyeHasOvertakenBringsNobodyBack() {
        beat("boot_1");
        leave("boot_1");

        assertIsLate(beat("boot_1"));

        assertThat(agent().presence()).isEqualTo(Presence.OFFLINE);
        assertThat(agent().departure()).isEqualTo(Departure.GOODBYE);
        assertThat(agent().deadlineAt()).isNull();
    }

    @Test
    void whileAnotherRunGoesOnItIsLateAsWell() {
        beat("boot_1");
        beat("boot_2");
        leave("boot_1");

        assertIsLate(beat("boot_1"));

        assertThat(runs()).containsExactly("boot_2");
        leave("boot_2");
        assertThat(agent().departure()).isEqualTo(Departure.GOODBYE);
    }

    @Test
    void theNextRunBringsTheAgentBackAndTheOneBeforeStaysOver() {
        beat("boot_1");
        leave("boot_1");

        assertThat(beat("boot_2").effect()).isEqualTo(Effect.APPLIED);
        assertIsLate(beat("boot_1"));

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(runs()).containsExactly("boot_2");
    }

    @Test
    void aRunThatFellSilentHasNotSaidGoodbye() {
        beat("boot_1");
        now = now.plus(Facts.LIMITS.offlineAfter());
        beat("boot_2");
        leave("boot_2");

        assertThat(beat("boot_1").effect()).isEqualTo(Effect.APPLIED);

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(runs()).containsExactly("boot_1");
    }

    @Test
    void aSilenceForgetsNoGoodbye() {
        beat("boot_1");
        beat("boot_2");
        leave("boot_1");
        now = now.plus(Facts.LIMITS.offlineAfter());
        decide(SilencePassed.of(Facts.AGENT, agent().version(), now));

        assertIsLate(beat("boot_1"));
    }

    @Test
    void aGoodbyeThatNamesNoRunEndsNone() {
        beat("boot_1");
        leave(null);

        assertThat(beat("boot_1").effect()).isEqualTo(Effect.APPLIED);

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(agent().departure()).isNull();
    }

    @Test
    void aHeartbeatThatNamesNoRunCountsAfterAnyGoodbye() {
        beat("boot_1");
        leave("boot_1");

        assertThat(beat(null).effect()).isEqualTo(Effect.APPLIED);
    }

    @Test
    void theGoodbyeOfARunNeverHeardOfMayHaveOvertakenItsOnlyHeartbeat() {
        beat("boot_1");
        leave("boot_2");

        assertIsLate(beat("boot_2"));

        assertThat(boot().bootId()).isEqualTo(new BootId("boot_1"));
        assertThat(runs()).containsExactly("boot_1");
    }

    @Test
    void soMayThatOfAnAgentThatHasLeftAlready() {
        beat("boot_1");
        leave("boot_1");

        assertThat(leave("boot_2").incidents()).isEmpty();
        assertIsLate(beat("boot_2"));
        assertThat(agent().departure()).isEqualTo(Departure.GOODBYE);

        assertIsLate(leave("boot_2"));
        assertIsLate(leave(null));
    }

    @Test
    void anAgentThatNeverNamedARunHasNoneToEnd() {
        beat(null);
        leave("boot_1");
        assertThat(agent().boot()).isNull();

        assertThat(beat("boot_1").effect()).isEqualTo(Effect.APPLIED);
    }

    @Test
    void aRunSaysGoodbyeAgainWhereAReportBroughtItsAgentBack() {
        beat("boot_1");
        leave("boot_1");
        now = now.plusSeconds(1);
        decide(new AgentSeen(new EventId("evt_seen"), Facts.AGENT, now));
        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);

        leave("boot_1");

        assertThat(agent().departure()).isEqualTo(Departure.GOODBYE);
    }

    @Test
    void asManyGoodbyesAreKeptAsRunsBeforeTheOneNow() {
        beat("boot_0");
        for (int run = 1; run <= AgentBoot.MAX_ENDED; run++) {
            leave("boot_" + run);
        }
        leave("boot_1");
        leave("boot_last");

        assertIsLate(beat("boot_last"));
        assertIsLate(beat("boot_1"));
        assertThat(beat("boot_2").effect()).isEqualTo(Effect.APPLIED);
    }

    @Test
    void aRetiredAgentComesBackInAnyRun() {
        beat("boot_1");
        leave("boot_1");
        decide(new AgentRetired(new EventId("evt_retired"), Facts.AGENT, null, null));

        assertIsLate(leave("boot_2"));
        assertThat(beat("boot_1").effect()).isEqualTo(Effect.APPLIED);
        assertThat(agent().isListed()).isTrue();
    }

    private static void assertIsLate(AgentDecision decision) {
        assertThat(decision.changed()).isNull();
        assertThat(decision.effect()).isEqualTo(Effect.LATE);
        assertThat(decision.reason()).isEqualTo(Reason.ALREADY_BEYOND);
    }

    private AgentDecision beat(@Nullable String bootId) {
        return decide(beat(events, bootId, List.of(), false));
    }

    private AgentDecision leave(@Nullable String bootId) {
        return decide(beat(events, bootId, List.of(), true));
    }
}
