package dev.mcsync.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendWindowTest {

    private final HandMovedClock clock = new HandMovedClock();
    private final SendWindow window = new SendWindow(clock, 2, Duration.ofSeconds(2));

    @Test
    void itOpensWhenTheFirstOfABurstIsOldEnough() {
        window.pass();
        clock.pass(Duration.ofMillis(300));
        assertThat(window.untilOpen()).isZero();
        window.pass();
        assertThat(window.untilOpen()).isEqualTo(Duration.ofMillis(1_700));

        clock.pass(Duration.ofMillis(1_699));
        assertThat(window.untilOpen()).isEqualTo(Duration.ofMillis(1));
        clock.pass(Duration.ofMillis(1));
        assertThat(window.untilOpen()).isZero();

        window.pass();
        assertThat(window.untilOpen()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aClockThatIsSetBackClosesNothing() {
        window.pass();
        window.pass();
        clock.pass(Duration.ofHours(-1));

        assertThat(window.untilOpen()).isZero();
    }
}
