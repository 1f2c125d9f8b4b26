package dev.mcsync.realtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.realtime.testing.HandClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ViewSettingsTest {

    @Test
    void soManyRemovedEntitiesAreRememberedForWhoResumes() {
        BoardTwin twin = new BoardTwin(board("mc.max-tombstones=2"));
        Cursor before = twin.board.cursor();

        twin.removeTask("tsk_1");
        twin.removeTask("tsk_2");
        assertThat(twin.board.changesSince(before)).isPresent();
        twin.removeTask("tsk_3");

        assertThat(twin.board.changesSince(before)).isEmpty();
    }

    private static BoardView board(String line) {
        return new ViewConfiguration()
                .boardView(
                        GivenSettings.of(RealtimeSettings.class, line),
                        new SimpleMeterRegistry(),
                        new HandClock());
    }
}
