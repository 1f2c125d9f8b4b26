package dev.mcsync.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was once written stays readable, and stays what would be written today. */
final class GoldenFilesTest {

    static Stream<Golden> goldenFiles() {
        return Golden.all().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void readingAndWritingGivesTheSameBytes(Golden golden) {
        Object value = golden.kind().decode(golden.bytes()).orThrow(golden.name());

        assertThat(new String(WireRecord.encode(value), UTF_8))
                .isEqualTo(new String(golden.bytes(), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void aGoldenFileIsOneLineInCanonicalForm(Golden golden) {
        assertThat(new String(golden.bytes(), UTF_8)).doesNotContain("\n", "\": ", ", \"");
    }

    @Test
    void everyKindOfRecordHasItsFullestAndItsLeastForm() {
        List<String> names = Golden.all().stream().map(Golden::name).toList();

        assertThat(WireRecord.kinds())
                .allSatisfy(kind ->
                        assertThat(names)
                                .contains(
                                        kind.schemaName() + ".full", kind.schemaName() + ".least"));
    }
}
