package dev.mcsync.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntakeHealthTest {

    private final ReadersTwin readers = new ReadersTwin();

    /** Kafka counts in whole seconds. */
    @ParameterizedTest
    @CsvSource({
        "60000, 59, UP",
        "60000, 60, DOWN",
        "1500, 1, UP",
        "1500, 2, DOWN",
        "500, 0, UP",
        "500, 1, DOWN"
    })
    void aReaderThatHasNotPolledForLongerIsDown(long millis, double secondsAgo, String status) {
        readers.polled("one", 0);
        readers.polled("two", secondsAgo);

        assertThat(health(millis).health().getStatus()).hasToString(status);
    }

    @Test
    void aReaderThatHasNeverPolledIsDown() {
        assertThat(health(60_000).health().getStatus()).hasToString("DOWN");
    }

    private IntakeHealth health(long millis) {
        return new IntakeHealth(List.of(readers), Duration.ofMillis(millis), "not running");
    }
}
