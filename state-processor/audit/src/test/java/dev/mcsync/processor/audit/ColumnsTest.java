package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.processor.core.Limits;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ColumnsTest {

    @Test
    void whatTheCodecRefusesIsARowThatCannotBeRead() {
        List<Supplier<Object>> refused =
                List.of(
                        () -> new TaskId("not an id"),
                        () -> WireCodec.decodeAttempts("[{}]"),
                        () -> Limits.parse("1 2 3 4 5 6"));

        for (Supplier<Object> reading : refused) {
            assertThatExceptionOfType(UnreadableRowException.class)
                    .isThrownBy(() -> Columns.accepted(reading));
        }
    }

    @Test
    void aFaultOfTheProgramIsNoUnreadableRow() {
        assertThatNullPointerException()
                .isThrownBy(() ->
                        Columns.accepted(() -> {
                            throw new NullPointerException("a bug");
                        }));
    }
}
