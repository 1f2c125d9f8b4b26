package dev.mcsync.realtime.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreferredWaitTest {

    @Test
    void theSecondsAreRead() {
        assertThat(PreferredWait.of(List.of("wait=25"))).isEqualTo(Duration.ofSeconds(25));
        assertThat(PreferredWait.of(List.of("respond-async, wait=5")))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(PreferredWait.of(List.of("handling=lenient", " wait = \"7\" ; x")))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void noOneWaitsLongerThanAMinute() {
        assertThat(PreferredWait.of(List.of("wait=9999"))).isEqualTo(PreferredWait.MAX);
    }

    @Test
    void whatIsNoWaitIsNone() {
        for (String none :
                List.of("", "wait", "wait=", "wait=-5", "wait=x", "await=5", "wait=5s")) {
            assertThat(PreferredWait.of(List.of(none))).as(none).isZero();
        }
        assertThat(PreferredWait.of(List.of())).isZero();
    }
}
