package dev.mcsync.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PollAgeTest {

    private final AtomicLong nanos = new AtomicLong(7);
    private final ReadersTwin readers = new ReadersTwin();
    private final PollAge age = new PollAge(readers, 2, nanos::get);

    @Test
    void theReaderThatHasNotPolledForLongestTells() {
        passes(Duration.ofMinutes(5));
        readers.polled("one", 1);
        readers.polled("two", 30);

        assertThat(age.millis()).isEqualTo(30_000);
    }

    @Test
    void aReaderThatIsGoneIsNotMadeUpForByTheOther() {
        readers.polled("one", 0);
        readers.polled("two", 0);
        assertThat(age.millis()).isZero();

        readers.leaves("two");
        passes(Duration.ofSeconds(90));

        assertThat(age.millis()).isEqualTo(90_000);
    }

    @Test
    void itAgesFromTheStartUntilAllHavePolled() {
        readers.polled("one", 0);
        // Kafka's word for never.
        readers.polled("two", -1);
        passes(Duration.ofSeconds(20));

        assertThat(age.millis()).isEqualTo(20_000);
    }

    @Test
    void readersThatComeBackMakeItYoung() {
        passes(Duration.ofMinutes(3));
        assertThat(age.millis()).isEqualTo(180_000);

        readers.polled("one", 0);
        readers.polled("two", 2);

        assertThat(age.millis()).isEqualTo(2_000);
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
