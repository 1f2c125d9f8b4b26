package dev.mcsync.processor.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.processor.core.Limits;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowReaderTest {

    private final Map<String, Object> values = new HashMap<>();
    private final RowReader row = new RowReader(new InMemory(values));

    @Test
    void whatTheCodecRefusesIsARowThatCannotBeRead() {
        List<Supplier<Object>> refused =
                List.of(
                        () -> new TaskId("not an id"),
                        () -> WireCodec.decodeAttempts("[{}]"),
                        () -> Limits.parse("1 2 3 4 5 6"));

        for (Supplier<Object> reading : refused) {
            assertThatExceptionOfType(UnreadableRowException.class)
                    .isThrownBy(() -> RowReader.accepted(reading));
        }
    }

    @Test
    void aFaultOfTheProgramIsNoUnreadableRow() {
        assertThatNullPointerException()
                .isThrownBy(() ->
                        RowReader.accepted(() -> {
                            throw new NullPointerException("a bug");
                        }));
    }

    @Test
    void whatMustNotBeNullIsNamed() {
        assertThatExceptionOfType(UnreadableRowException.class)
                .isThrownBy(() -> row.text("title"))
                .withMessage("title is null");
        assertThat(row.optionalText("title")).isNull();
        assertThat(row.ids("running", TaskId::new)).isEmpty();
    }

    @Test
    void aNumberThatIsTooLargeForItsColumnIsNoneThatAFactWrote() {
        values.put("attempt", 1L << 40);

        assertThatExceptionOfType(UnreadableRowException.class)
                .isThrownBy(() -> row.integer("attempt"));
        assertThat(row.number("attempt")).isEqualTo(1L << 40);
    }

    @Test
    void anIdThatIsNullWithinAnArrayIsNone() {
        values.put("running", Arrays.asList("tsk_1", null));

        assertThatExceptionOfType(UnreadableRowException.class)
                .isThrownBy(() -> row.ids("running", TaskId::new));
    }

    /** Every column that is written is read, and the other way round. */
    @Test
    void aTaskIsReadByTheColumnsThatItIsWrittenBy() {
        assertThat(TaskRow.selected("t"))
                .startsWith("t.task_id, t.version, t.title")
                .contains("t.payload::text as payload", "t.prior_attempts::text as prior_attempts");
        assertThat(TaskRow.COLUMNS).extracting(Column::name).doesNotHaveDuplicates();
        assertThat(AgentRow.COLUMNS).extracting(Column::name).doesNotHaveDuplicates();
    }

    private record InMemory(Map<String, Object> values) implements Fields {

        @Override
        public @Nullable String text(String column) {
            return (String) values.get(column);
        }

        @Override
        public @Nullable Long number(String column) {
            return (Long) values.get(column);
        }

        @Override
        public @Nullable Instant instant(String column) {
            return (Instant) values.get(column);
        }

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable List<@Nullable String> texts(String column) {
            return (List<@Nullable String>) values.get(column);
        }
    }
}
