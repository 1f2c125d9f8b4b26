package dev.mcsync.infra.proof.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final Journal journal = new Journal(100, Duration.ofSeconds(2));

    @Test
    void theRateSaysWhichReportIsDueWhen() {
        assertThat(journal.total()).isEqualTo(200);
        assertThat(journal.numberAt(Duration.ofMillis(500))).isEqualTo(50);
        assertThat(journal.numberAt(Duration.ofHours(1))).isEqualTo(200);
        assertThat(journal.dueNanos(100) - journal.dueNanos(0)).isEqualTo(1_000_000_000L);
    }

    @Test
    void aTimeCountsFromWhenItWasDueAndNotFromWhenItWasSent() {
        journal.begin();
        journal.answer(0, 202);
        journal.answer(199, 202);

        // The last one is due in two seconds: it cannot have taken any time yet.
        assertThat(journal.untilAnswered(0, 200).getTotalCount()).isEqualTo(2);
        assertThat(journal.untilAnswered(199, 200).getMaxValue()).isZero();
    }

    @Test
    void whatWasRefusedHasNoTime() {
        journal.begin();
        journal.answer(0, 429);

        assertThat(journal.refused()).isEqualTo(1);
        assertThat(journal.untilAnswered(0, 200).getTotalCount()).isZero();
    }

    @Test
    void aReportThatNoFrameShowsIsCountedAndHasNoTime() {
        journal.begin();
        journal.see(1);
        journal.see(-1);
        journal.see(5_000);

        assertThat(journal.unseen(0, 3)).isEqualTo(2);
        assertThat(journal.untilSeen(0, 3).getTotalCount()).isEqualTo(1);
        assertThat(journal.wasSeen(1)).isTrue();
    }
}
