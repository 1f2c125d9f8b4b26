package dev.mcsync.processor.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.10000000000000000001",
        "9007199254740993, 9007199254740992",
        "1234567890123456789, 1234567890123456788",
        "9007199254740993.5, 9007199254740992.5",
        "1e308, 1.0000000000000000001e308"
    })
    void aNumberThatDiffersInItsLastDigitIsTold(String one, String other) {
        assertThat(between(one, other))
                .singleElement()
                .satisfies(difference -> assertThat(difference.toString()).contains("payload"));
    }

    @Test
    void theSameNumberIsNoDifference() {
        assertThat(between("9007199254740993.125", "9007199254740993.125")).isEmpty();
    }

    private static List<FieldDifference> between(String one, String other) {
        return Differences.between(record(one), record(other));
    }

    private static byte[] record(String number) {
        return "{\"payload\":{\"n\":%s}}".formatted(number).getBytes(UTF_8);
    }
}
