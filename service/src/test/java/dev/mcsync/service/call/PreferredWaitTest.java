package dev.mcsync.service.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferredWaitTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void theSecondsAreRead() {
        assertThat(read("wait=25")).contains(Duration.ofSeconds(25));
        assertThat(read("respond-async, wait=5")).contains(Duration.ofSeconds(5));
        assertThat(read("handling=lenient", " wait = \"7\" ; x")).contains(Duration.ofSeconds(7));
    }

    @Test
    void noOneWaitsForLongerThanTheCallAllows() {
        assertThat(read("wait=9999")).contains(LONGEST);
        assertThat(read("wait=999999")).contains(LONGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=0",
                "wait=-5",
                "wait=x",
                "await=5",
                "wait=5s",
                "handling=lenient; wait=5"
            })
    void whatIsNoWaitIsNone(String preference) {
        assertThat(read(preference)).isEmpty();
    }

    @Test
    void whoPrefersNothingDoesNotWait() {
        assertThat(read()).isEmpty();
    }

    private static Optional<Duration> read(String... preferences) {
        return PreferredWait.of(List.of(preferences), LONGEST);
    }
}
