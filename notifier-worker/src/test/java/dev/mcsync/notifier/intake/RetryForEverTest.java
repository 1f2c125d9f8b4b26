package dev.mcsync.notifier.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryForEverTest {

    @ParameterizedTest
    @CsvSource({"1,200", "2,400", "3,800", "7,12800", "8,15000", "1000000,15000"})
    void theWaitDoublesUpToALimitFarBelowThePollInterval(int failures, long millis) {
        assertThat(RetryForEver.waitAfter(failures)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aFailedBatchIsNeverCommitted() {
        RetryForEver handler = new RetryForEver(_ -> {});

        assertThat(handler.isAckAfterHandle()).isFalse();
        assertThat(handler.seeksAfterHandling()).isTrue();
    }
}
