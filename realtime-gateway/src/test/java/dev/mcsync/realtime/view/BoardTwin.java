package dev.mcsync.realtime.view;

import static dev.mcsync.realtime.testing.Samples.NOON;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.view.BoardChange.AgentChanged;
import dev.mcsync.realtime.view.BoardChange.Removed;
import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.TopicLayout.Shape;
import java.time.InstantSource;
import org.apache.kafka.common.Uuid;

/**
 * A board fed by hand in place of Kafka: two partitions of tasks, one of agents. Public, so that
 * the tests of the packages around the view can have one.
 */
public final class BoardTwin {

    public static final int MAX_TOMBSTONES = 3;

    private static final TopicLayout LAYOUT =
            new TopicLayout(new Shape(new Uuid(1, 2), 2), new Shape(new Uuid(3, 4), 1));

    public final BoardView board;
    private final long[] next = new long[3];

    public BoardTwin(InstantSource clock) {
        this(new BoardView(clock, MAX_TOMBSTONES));
    }

    BoardTwin(BoardView board) {
        this.board = board;
        board.begin(LAYOUT);
    }

    public void put(TaskSnapshot task) {
        apply(new TaskChanged(task));
    }

    public void put(AgentSnapshot agent) {
        apply(new AgentChanged(agent));
    }

    public void removeTask(String id) {
        apply(new Removed(new BoardKey(BoardKey.Kind.TASK, id), 0));
    }

    /** As if both topics had been deleted and made again, empty. */
    public void topicsMadeAnew() {
        board.abandon("test");
        board.begin(
                new TopicLayout(new Shape(Uuid.randomUuid(), 2), new Shape(Uuid.randomUuid(), 1)));
    }

    private void apply(BoardChange change) {
        BoardKey subject = change.subject();
        int partition =
                subject.kind() == BoardKey.Kind.AGENT
                        ? 0
                        : Math.floorMod(subject.id().hashCode(), 2);
        int index = LAYOUT.index(subject.kind(), partition);
        board.apply(change, partition, next[index]++, NOON);
    }
}
