package dev.mcsync.realtime.read;

import static dev.mcsync.realtime.testing.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskFilterTest {

    private static final TaskSnapshot TASK =
            draft("tsk_a")
                    .is(TaskStatus.RUNNING, Stage.DOING)
                    .message("Reindexando ÍNDICES")
                    .build();

    @Test
    void whatIsNotAskedForMatchesAll() {
        assertThat(filter(null, null, null, null).test(TASK)).isTrue();
    }

    @Test
    void allThatIsAskedForMustMatch() {
        assertThat(filter(Stage.DOING, TaskStatus.RUNNING, "agt_atlas", null).test(TASK)).isTrue();
        assertThat(filter(Stage.TODO, null, null, null).test(TASK)).isFalse();
        assertThat(filter(Stage.DOING, TaskStatus.DONE, null, null).test(TASK)).isFalse();
        assertThat(filter(null, null, "agt_rio", null).test(TASK)).isFalse();
    }

    @Test
    void aTextIsSoughtInTitleIdAgentAndMessage() {
        for (String found : new String[] {"title of", "tsk_a", "atlas", "índices"}) {
            assertThat(filter(null, null, null, found).test(TASK)).as(found).isTrue();
        }
        assertThat(filter(null, null, null, "nothing").test(TASK)).isFalse();
    }

    private static TaskFilter filter(
            @Nullable Stage stage,
            @Nullable TaskStatus status,
            @Nullable String agent,
            @Nullable String text) {
        return new TaskFilter(
                Optional.ofNullable(stage),
                Optional.ofNullable(status),
                Optional.ofNullable(agent),
                Optional.ofNullable(text).map(FoldedText::of),
                10);
    }
}
