package dev.mcsync.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateGateTest {

    private final HandMovedClock clock = new HandMovedClock();
    private final RateGate gate = new RateGate(clock);

    @Test
    void itIsOpenUntilSomebodyWishesOtherwise() {
        assertThat(gate.untilOpen()).isZero();
    }

    @Test
    void itOpensWhenTheWishHasPassed() {
        gate.closeFor(Duration.ofSeconds(5));

        clock.pass(Duration.ofSeconds(3));
        assertThat(gate.untilOpen()).isEqualTo(Duration.ofSeconds(2));
        clock.pass(Duration.ofSeconds(2));
        assertThat(gate.untilOpen()).isZero();
    }

    @Test
    void aShorterWishDoesNotShortenALongerOne() {
        gate.closeFor(Duration.ofSeconds(5));
        gate.closeFor(Duration.ofSeconds(1));

        assertThat(gate.untilOpen()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aGlobalWishBindsEveryChannel() {
        RateGate all = new RateGate(clock);
        RateGates one = new RateGates(new RateGate(clock), all, window());
        RateGates other = new RateGates(new RateGate(clock), all, window());

        one.close(new Reply(new Answer.RateLimited(), Duration.ofSeconds(1), false));
        assertThat(other.untilOpen()).isZero();
        one.close(new Reply(new Answer.RateLimited(), Duration.ofSeconds(4), true));

        assertThat(one.untilOpen()).isEqualTo(Duration.ofSeconds(4));
        assertThat(other.untilOpen()).isEqualTo(Duration.ofSeconds(4));
    }

    private SendWindow window() {
        return new SendWindow(clock, 5, Duration.ofSeconds(2));
    }
}
