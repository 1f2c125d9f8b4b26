package dev.mcsync.ingress.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.ingress.outcome.OutcomeWaiters.Waiter;
import dev.mcsync.ingress.readside.Decision;
import org.junit.jupiter.api.Test;

final class OutcomeWaitersTest {

    private static final EventId EVENT = new EventId("evt_1");

    private final OutcomeWaiters waiters = new OutcomeWaiters(2);

    @Test
    void everyoneWhoWaitsForAFactHearsOfIt() {
        Waiter one = waiters.join(EVENT).orElseThrow();
        Waiter other = waiters.join(EVENT).orElseThrow();

        waiters.decided(decision(EVENT));

        assertThat(one.decision()).isCompletedWithValue(decision(EVENT));
        assertThat(other.decision()).isCompletedWithValue(decision(EVENT));
    }

    @Test
    void whoLeavesTakesNothingFromWhoStays() {
        Waiter one = waiters.join(EVENT).orElseThrow();
        Waiter other = waiters.join(EVENT).orElseThrow();
        one.close();
        assertThat(waiters.isAwaited(EVENT)).isTrue();

        waiters.decided(decision(EVENT));
        other.close();

        assertThat(other.decision()).isCompleted();
        assertThat(waiters.isEmpty()).isTrue();
        assertThat(waiters.waiting()).isZero();
    }

    @Test
    void onlySoManyMayWait() {
        Waiter one = waiters.join(EVENT).orElseThrow();
        assertThat(waiters.join(new EventId("evt_2"))).isPresent();
        assertThat(waiters.join(new EventId("evt_3"))).isEmpty();

        one.close();

        assertThat(waiters.join(new EventId("evt_3"))).isPresent();
    }

    @Test
    void anOutcomeThatNobodyWaitsForIsForgotten() {
        waiters.decided(decision(EVENT));

        assertThat(waiters.join(EVENT).orElseThrow().decision()).isNotDone();
    }

    private static Decision decision(EventId eventId) {
        return new Decision(eventId, "ack", new TaskId("tsk_1"), null, Effect.APPLIED, null, null);
    }
}
