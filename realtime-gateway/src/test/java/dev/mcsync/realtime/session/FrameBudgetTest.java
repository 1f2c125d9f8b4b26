package dev.mcsync.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FrameBudgetTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long start = System.nanoTime() + SECOND;
    private final FrameBudget budget = new FrameBudget(5, Duration.ofSeconds(1));

    @Test
    void aFloodIsOverSoon() {
        assertThat(LongStream.range(0, 100).filter(i -> budget.spendAt(start + i))).hasSize(5);
    }

    @Test
    void oneMoreComesInAWhile() {
        LongStream.range(0, 100).forEach(i -> budget.spendAt(start + i));

        assertThat(budget.spendAt(start + SECOND / 2)).isFalse();
        assertThat(budget.spendAt(start + 2 * SECOND)).isTrue();
    }

    @Test
    void whatIsNotSpentDoesNotAddUp() {
        assertThat(LongStream.range(0, 100).filter(i -> budget.spendAt(start + 3600 * SECOND + i)))
                .hasSize(5);
    }
}
