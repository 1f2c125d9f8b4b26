package dev.mcsync.realtime.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.realtime.RealtimeSettings;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class DirectCallsTest {

    private final DirectCalls callers = new DirectCalls(2);
    private int refused;

    @Test
    void aCallerHasOnlySoManyCallsOpenAndOthersTheirOwn() {
        Disposable first = open("one");
        open("one");
        open("one");
        assertThat(refused).isEqualTo(1);

        open("other");
        assertThat(refused).isEqualTo(1);

        first.dispose();
        open("one");
        assertThat(refused).isEqualTo(1);
        open("one");
        assertThat(refused).isEqualTo(2);
    }

    @Test
    void aCallThatEndedIsNotCountedAnyMore() {
        for (int i = 0; i < 10; i++) {
            callers.counted("one", Mono.empty(), refusal()).block();
        }

        assertThat(refused).isZero();
    }

    @Test
    void oneTokenHasAsManyCallsOpenAsIsSetAndNoMore() {
        DirectCalls asSet =
                new DirectCalls(
                        GivenSettings.of(RealtimeSettings.class, "mc.max-calls-per-token=1"));
        asSet.counted("one", Mono.never(), refusal()).subscribe();
        assertThat(refused).isZero();

        asSet.counted("one", Mono.never(), refusal()).subscribe();

        assertThat(refused).isEqualTo(1);
    }

    private Disposable open(String caller) {
        return callers.counted(caller, Mono.never(), refusal()).subscribe();
    }

    private Mono<Void> refusal() {
        return Mono.fromRunnable(() -> refused++);
    }
}
