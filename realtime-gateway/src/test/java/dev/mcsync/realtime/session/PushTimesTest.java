package dev.mcsync.realtime.session;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.Delta;
import org.junit.jupiter.api.Test;

class PushTimesTest {

    private final PushTimes times = new PushTimes(3);

    @Test
    void aFactIsPushedWithTheFirstStateThatHoldsIt() {
        push("tsk_a", 0, 1, 1);
        push("tsk_a", 1, 4, 2);

        assertThat(times.find("tsk_a", 1)).contains(NOON.plusSeconds(1));
        assertThat(times.find("tsk_a", 2)).contains(NOON.plusSeconds(2));
        assertThat(times.find("tsk_a", 4)).contains(NOON.plusSeconds(2));
        assertThat(times.find("tsk_a", 5)).isEmpty();
        assertThat(times.find("tsk_b", 1)).isEmpty();
    }

    @Test
    void whatIsForgottenIsNotGuessedFromLaterStates() {
        push("tsk_a", 0, 1, 1);
        push("tsk_a", 1, 2, 2);
        push("tsk_b", 0, 1, 3);
        push("tsk_a", 2, 3, 4);

        assertThat(times.find("tsk_a", 1)).isEmpty();
        assertThat(times.find("tsk_a", 2)).contains(NOON.plusSeconds(2));
        assertThat(times.find("tsk_a", 3)).contains(NOON.plusSeconds(4));
    }

    private void push(String taskId, long before, long version, int second) {
        times.pushed(
                new Delta(new TaskChanged(task(taskId, version)), before, 0, 0, NOON, NOON),
                NOON.plusSeconds(second));
    }
}
