package dev.mcsync.realtime.view;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CurrencyTest {

    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final TopicPartition TWO = new TopicPartition("t", 2);

    private final Currency currency = new Currency();

    @Test
    void nothingIsKnownBeforeTheEndsAreReached() {
        currency.answer(currency.ask(NOON), Map.of(ONE, 5L, TWO, 0L));
        currency.observe(Map.of(ONE, 4L));

        assertThat(currency.isCaughtUp()).isFalse();
        assertThat(currency.behind()).isEqualTo(1);
    }

    @Test
    void theMomentIsThatOfTheQuestionAndNotOfTheAnswer() {
        currency.answer(currency.ask(NOON), Map.of(ONE, 5L));
        currency.observe(Map.of(ONE, 5L));

        assertThat(currency.asOf()).contains(NOON);
    }

    @Test
    void theMomentStandsStillWhileTheLogIsNotHeardOf() {
        currency.answer(currency.ask(NOON), Map.of(ONE, 5L));
        currency.observe(Map.of(ONE, 5L));
        currency.ask(NOON.plusSeconds(60));
        currency.observe(Map.of(ONE, 5L));

        assertThat(currency.asOf()).contains(NOON);
    }

    @Test
    void aBoardThatIsAlwaysALittleBehindStillMovesOn() {
        for (int second = 1; second <= 100; second++) {
            currency.answer(currency.ask(NOON.plusSeconds(second)), Map.of(ONE, 10L * second));
            currency.observe(Map.of(ONE, 10L * (second - 2)));
        }

        assertThat(currency.asOf()).contains(NOON.plusSeconds(98));
    }

    @Test
    void aLogShorterThanWhatWasReadIsNoticed() {
        currency.observe(Map.of(ONE, 5L));

        assertThat(currency.answer(currency.ask(NOON), Map.of(ONE, 5L))).isTrue();
        assertThat(currency.answer(currency.ask(NOON), Map.of(ONE, 4L))).isFalse();
    }

    @Test
    void recordsReadWhileTheLogWasAskedAreNoReasonToThinkItShrank() {
        currency.observe(Map.of(ONE, 5L));
        Currency.Asking asking = currency.ask(NOON);
        currency.observe(Map.of(ONE, 9L));

        assertThat(currency.answer(asking, Map.of(ONE, 6L))).isTrue();
    }

    @Test
    void theLastMomentIsKnownWhileTheBoardIsReadAgain() {
        currency.answer(currency.ask(NOON), Map.of(ONE, 5L));
        assertThat(currency.lastAsOf(NOON.minusSeconds(7))).isEqualTo(NOON.minusSeconds(7));
        currency.observe(Map.of(ONE, 5L));

        currency.begin();

        assertThat(currency.isCaughtUp()).isFalse();
        assertThat(currency.lastAsOf(NOON.minusSeconds(7))).isEqualTo(NOON);
    }
}
