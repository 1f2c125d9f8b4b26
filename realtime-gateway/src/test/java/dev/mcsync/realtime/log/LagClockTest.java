package dev.mcsync.realtime.log;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.log.GroupLag.PartitionLag;
import dev.mcsync.realtime.log.LagClock.Lag;
import dev.mcsync.realtime.log.LagClock.Reader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LagClockTest {

    private static final Reader READER = new Reader("readers", "topic");

    private final LagClock clock = new LagClock();

    @Test
    void whoeverHasReadAllIsNotLate() {
        see(0, at(100, 0));

        assertThat(see(600, at(100, 0))).isEqualTo(new Lag(0, Duration.ZERO));
    }

    @Test
    void underSteadyLoadOneIsAsLateAsTheLastQuestionThatWasMet() {
        see(0, at(100, 0));
        see(15, at(200, 10));
        see(30, at(300, 10));

        assertThat(see(45, at(400, 10))).isEqualTo(new Lag(10, Duration.ofSeconds(15)));
    }

    @Test
    void whoStandsStillGetsLaterAndLater() {
        see(0, at(100, 0));
        see(15, at(100, 5));

        assertThat(see(75, at(100, 9))).isEqualTo(new Lag(9, Duration.ofSeconds(75)));
        assertThat(see(90, at(100, 9)).time()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aBacklogThatIsReadCatchesUpStepByStep() {
        see(0, at(100, 0));
        see(60, at(100, 1000));
        see(120, at(100, 2000));

        assertThat(see(180, at(1100, 1900)).time()).isEqualTo(Duration.ofMinutes(2));
        assertThat(see(240, at(2100, 900)).time()).isEqualTo(Duration.ofMinutes(2));
        assertThat(see(300, at(3000, 0)).time()).isZero();
    }

    @Test
    void aLagThatIsThereBeforeTheFirstQuestionIsAsOldAsTheClock() {
        see(1000, at(5, 900));

        assertThat(see(1020, at(5, 900))).isEqualTo(new Lag(900, Duration.ofSeconds(20)));
    }

    @Test
    void recordsAreAddedUpAndTheLatestPartitionTells() {
        PartitionLag other = new PartitionLag("readers", "topic", 1, 50, 3);
        clock.observe(List.of(at(100, 0), other), 0);

        assertThat(clock.observe(List.of(at(100, 0), other), Duration.ofSeconds(40).toNanos()))
                .containsEntry(READER, new Lag(3, Duration.ofSeconds(40)))
                .hasSize(1);
    }

    @Test
    void anOutageOfManyQuestionsEndsWithTheBacklog() {
        for (int i = 0; i < 500; i++) {
            see(i * 15, at(0, i + 1));
        }

        assertThat(see(500 * 15, at(500, 0)).time()).isZero();
    }

    private Lag see(int second, PartitionLag lag) {
        return requireNonNull(
                clock.observe(List.of(lag), Duration.ofSeconds(second).toNanos()).get(READER));
    }

    private static PartitionLag at(long committed, long lag) {
        return new PartitionLag("readers", "topic", 0, committed, lag);
    }
}
