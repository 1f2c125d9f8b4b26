package dev.mcsync.realtime.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FoldedTextTest {

    @ParameterizedTest
    @CsvSource({
        "indices, Migrar \u00cdNDICES de agent_events",
        "\u00edndices, Migrar indices",
        "\u00edndices, Migrar i\u0301ndices",
        "i\u0301ndices, Migrar \u00edndices",
        "STRASSE, Stra\u00dfe",
        "stra\u00dfe, STRASSE",
        "office, o\ufb03ce",
        "abc, \uff21\uff22\uff23",
        "istanbul, \u0130STANBUL",
        "\u03a3\u039f\u03a6\u039f\u03a3, \u03c3\u03bf\u03c6\u03cc\u03c2",
        "\u03c3\u03bf\u03c6\u03bf\u03c3, \u03a3\u039f\u03a6\u039f\u03a3",
        "x2, x\u00b2",
        "\uac00, \u1100\u1161",
        "tsk_1, TSK_1"
    })
    void oneSpellingFindsTheOther(String wanted, String text) {
        assertThat(FoldedText.of(wanted).isWithin(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"b, ac", "indices!, indices", "\u4e00, \u4e8c"})
    void anotherTextIsNotFound(String wanted, String text) {
        assertThat(FoldedText.of(wanted).isWithin(text)).isFalse();
    }
}
