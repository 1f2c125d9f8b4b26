package dev.mcsync.ingress.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.ingress.outcome.OutcomeWaiters.Waiter;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.ingress.readside.Known;
import org.junit.jupiter.api.Test;

final class OutcomeWaitersTest {

    private static final EventId EVENT = new EventId("evt_1");

    private final OutcomeWaiters waiters = new OutcomeWaiters(2);

    @Test
    void everyoneWhoWaitsForAFactHearsOfIt() {
        Waiter one = waiters.join(EVENT).orElseThrow();
        Waiter other = waiters.join(EVENT).orElseThrow();

        waiters.told(EVENT, known());

        assertThat(one.known()).isCompletedWithValue(known());
        assertThat(other.known()).isCompletedWithValue(known());
    }

    @Test
    void whoLeavesTakesNothingFromWhoStays() {
        Waiter one = waiters.join(EVENT).orElseThrow();
        Waiter other = waiters.join(EVENT).orElseThrow();
        one.close();
        assertThat(waiters.isAwaited(EVENT)).isTrue();

        waiters.told(EVENT, known());
        other.close();

        assertThat(other.known()).isCompleted();
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
        waiters.told(EVENT, known());

        assertThat(waiters.join(EVENT).orElseThrow().known()).isNotDone();
    }

    private static Known known() {
        return new Known(
                null,
                new Decision(
                        EVENT,
                        FactType.ACK,
                        new TaskId("tsk_1"),
                        null,
                        Effect.APPLIED,
                        null,
                        null));
    }
}
