package dev.mcsync.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    /** Always the most that is allowed. */
    static final RandomGenerator HIGHEST = new Fixed(true);

    /** Always nothing. */
    static final RandomGenerator LOWEST = new Fixed(false);

    @ParameterizedTest
    @CsvSource({"1,500", "2,1000", "3,2000", "7,32000", "8,60000", "9,60000", "2000000000,60000"})
    void theLimitDoublesUpToTheHighest(int failures, long millis) {
        assertThat(backoff(HIGHEST).delay(failures)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void theWaitIsAnywhereBelowTheLimit() {
        long seed = System.nanoTime();
        Backoff backoff = backoff(new Random(seed));

        var delays =
                IntStream.range(0, 2_000)
                        .mapToLong(_ -> backoff.delay(4).toMillis())
                        .summaryStatistics();

        assertThat(delays.getMin()).as("seed %d", seed).isBetween(0L, 200L);
        assertThat(delays.getMax()).as("seed %d", seed).isBetween(3_800L, 4_000L);
        assertThat(delays.getAverage()).as("seed %d", seed).isBetween(1_800d, 2_200d);
        assertThat(backoff(LOWEST).delay(4)).isZero();
    }

    private static Backoff backoff(RandomGenerator random) {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), random);
    }

    private record Fixed(boolean highest) implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("Expected a bound");
        }

        @Override
        public long nextLong(long bound) {
            return highest ? bound - 1 : 0;
        }
    }
}
