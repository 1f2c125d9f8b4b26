package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationBucketsTest {

    @Test
    void aDurationReadBackIsOffByAtMostFourAndAHalfPerCent() {
        for (long millis = 1; millis < Duration.ofDays(7).toMillis(); millis += 1 + millis / 50) {
            long read = percentile(Map.of(DurationBuckets.of(Duration.ofMillis(millis)), 1L), 1);

            assertThat((double) read).isCloseTo((double) millis, within(0.5 + millis * 0.0441));
        }
    }

    @Test
    void percentilesComeWithinFourAndAHalfPerCentOfTheExactOnes() {
        long seed = 7;
        long[] durations = new Random(seed).longs(10_000, 1, 3_600_000).sorted().toArray();
        Map<Integer, Long> counts = new HashMap<>();
        LongStream.of(durations)
                .forEach(millis ->
                        counts.merge(DurationBuckets.of(Duration.ofMillis(millis)), 1L, Long::sum));

        for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
            long exact = durations[(int) Math.ceil(share * durations.length) - 1];
            assertThat((double) percentile(counts, share))
                    .as("share %s, seed %d", share, seed)
                    .isCloseTo((double) exact, within(0.5 + exact * 0.0441));
        }
    }

    @Test
    void nothingCountedHasNoPercentile() {
        assertThat(DurationBuckets.percentileMillis(Map.of(), 0.5)).isEmpty();
        assertThat(DurationBuckets.percentileMillis(Map.of(3, 0L), 0.5)).isEmpty();
    }

    @Test
    void clocksThatDifferAndAgesFallIntoTheBucketsAtTheEnds() {
        assertThat(DurationBuckets.of(Duration.ofMillis(-5))).isZero();
        assertThat(DurationBuckets.of(Duration.ofDays(10_000))).isEqualTo(DurationBuckets.LAST);
    }

    private static long percentile(Map<Integer, Long> counts, double share) {
        return DurationBuckets.percentileMillis(counts, share).orElseThrow();
    }
}
