package dev.mcsync.ingress.share;

import static dev.mcsync.ingress.share.CallKind.SHORT;
import static dev.mcsync.ingress.share.CallKind.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.ingress.settings.CallLimits;
import dev.mcsync.ingress.share.OpenCalls.Place;
import dev.mcsync.service.access.Caller;
import org.junit.jupiter.api.Test;

final class OpenCallsTest {

    private static final Caller ONE =
            new Caller(new Holder(Role.AGENT, null, "one", "one", TokenLimits.NONE), false);
    private static final Caller OTHER =
            new Caller(new Holder(Role.AGENT, null, "other", "other", TokenLimits.NONE), false);
    private static final AgentId ATLAS = new AgentId("agt_atlas");
    private static final AgentId BORIS = new AgentId("agt_boris");

    private final OpenCalls calls = new OpenCalls(new CallLimits(1, 3, 2, 1, 500));

    @Test
    void aTokenWaitsOnlySoOftenAtOnceAndOthersAreNotCountedWithIt() {
        Place first = calls.enter(ONE, WAIT, ATLAS).orElseThrow();
        assertThat(calls.enter(ONE, WAIT, ATLAS)).isPresent();
        assertThat(calls.enter(ONE, WAIT, BORIS)).isPresent();

        assertThat(calls.enter(ONE, WAIT, null)).isEmpty();
        assertThat(calls.enter(OTHER, WAIT, null)).isPresent();

        first.close();
        assertThat(calls.enter(ONE, WAIT, null)).isPresent();
        assertThat(calls.open(WAIT)).isEqualTo(4);
    }

    @Test
    void ofOneAgentATokenWaitsLessOften() {
        Place first = calls.enter(ONE, WAIT, ATLAS).orElseThrow();
        assertThat(calls.enter(ONE, WAIT, ATLAS)).isPresent();
        assertThat(calls.enter(ONE, WAIT, ATLAS)).isEmpty();

        first.close();
        assertThat(calls.enter(ONE, WAIT, ATLAS)).isPresent();
    }

    @Test
    void aRefusedCallTakesNoPlace() {
        for (int i = 0; i < 10; i++) {
            calls.enter(ONE, WAIT, ATLAS);
        }

        assertThat(calls.open(WAIT)).isEqualTo(2);
        assertThat(calls.enter(ONE, WAIT, BORIS)).isPresent();
    }

    @Test
    void waitsTakeNothingFromWhatIsAnsweredAtOnce() {
        for (int i = 0; i < 10; i++) {
            calls.enter(ONE, WAIT, null);
        }

        assertThat(calls.enter(ONE, SHORT, null)).isPresent();
        assertThat(calls.enter(ONE, SHORT, null)).isEmpty();
    }
}
