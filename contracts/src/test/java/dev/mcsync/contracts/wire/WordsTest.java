package dev.mcsync.contracts.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcsync.contracts.json.WireNames;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The spellings on the wire and in the database: added to, never changed. */
final class WordsTest {

    @Test
    void everyWordHasItsSpelling() {
        assertThat(WireNames.all(TaskStatus.class))
                .containsExactly("queued", "ack", "running", "done", "failed", "timeout");
        assertThat(WireNames.all(Stage.class))
                .containsExactly("backlog", "todo", "doing", "review", "done", "blocked");
        assertThat(WireNames.all(ReportType.class))
                .containsExactly("ack", "running", "progress", "done", "failed");
        assertThat(WireNames.all(Presence.class)).containsExactly("online", "offline");
        assertThat(WireNames.all(Departure.class)).containsExactly("goodbye", "retired");
        assertThat(WireNames.all(Effect.class)).containsExactly("applied", "late", "refused");
        assertThat(WireNames.all(AgentCommand.Kind.class))
                .containsExactly("start", "cancel", "message");
        assertThat(WireNames.all(Reason.class))
                .containsExactly(
                        "already_beyond",
                        "already_finished",
                        "stale_attempt",
                        "stale_deadline",
                        "unknown_task",
                        "wrong_agent",
                        "version_mismatch",
                        "already_exists",
                        "not_retryable",
                        "not_movable",
                        "not_adoptable",
                        "stale_restart",
                        "nothing_to_repair",
                        "command_taken",
                        "not_archivable",
                        "question_not_open",
                        "too_many_messages");
    }

    @Test
    void aWordIsFoundByItsSpellingOnly() {
        assertThat(WireNames.find(Stage.class, "todo")).contains(Stage.TODO);
        assertThat(WireNames.find(Stage.class, "TODO")).isEmpty();
        assertThat(WireNames.load(TaskStatus.class, "ack")).isEqualTo(TaskStatus.ACK);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireNames.load(TaskStatus.class, "acked"));
    }

    @Test
    void doneAndFailedAreFinalAndATimeoutIsOnlyASuspicion() {
        assertThat(Arrays.stream(TaskStatus.values()).filter(TaskStatus::isFinal))
                .containsExactly(TaskStatus.DONE, TaskStatus.FAILED);
        assertThat(Arrays.stream(TaskStatus.values()).filter(TaskStatus::isEnded))
                .containsExactly(TaskStatus.DONE, TaskStatus.FAILED, TaskStatus.TIMEOUT);
    }

    /** By the beginning of the type, readers tell the outcomes of agents from those of tasks. */
    @Test
    void noFactAboutATaskIsNamedLikeTheOutcomeOfAnAgent() {
        assertThat(WireNames.all(FactType.class)).noneMatch(type -> type.startsWith("agent_"));
    }
}
