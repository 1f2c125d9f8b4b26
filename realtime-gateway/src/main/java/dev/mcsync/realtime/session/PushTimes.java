package dev.mcsync.realtime.session;

import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.Delta;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When the last changes of tasks were handed to the open panels, by this instance. In memory and
 * bounded: what is older, or came while no panel was open, is not known. Thread-safe.
 */
public final class PushTimes {

    private static final int KEPT = 20_000;

    /** Covers the versions above {@code after}: between two records a task may change often. */
    private record Push(long after, long version, Instant at) {}

    private final int kept;
    private final Map<String, Deque<Push>> byTask = new HashMap<>();

    /** The task of each push, oldest first. */
    private final Deque<String> order = new ArrayDeque<>();

    PushTimes() {
        this(KEPT);
    }

    PushTimes(int kept) {
        this.kept = kept;
    }

    synchronized void pushed(Delta delta, Instant at) {
        if (delta.change() instanceof TaskChanged(var task)) {
            String taskId = task.taskId().value();
            byTask.computeIfAbsent(taskId, _ -> new ArrayDeque<>())
                    .add(new Push(delta.versionBefore(), task.version(), at));
            order.add(taskId);
            if (order.size() > kept) {
                forgetOldest();
            }
        }
    }

    /** When a state of the task that holds this version was first pushed. */
    public synchronized Optional<Instant> find(String taskId, long version) {
        return byTask.getOrDefault(taskId, new ArrayDeque<>()).stream()
                .filter(push -> push.after() < version && version <= push.version())
                .map(Push::at)
                .findFirst();
    }

    private void forgetOldest() {
        String taskId = order.remove();
        Deque<Push> pushes = byTask.get(taskId);
        if (pushes != null) {
            pushes.remove();
            if (pushes.isEmpty()) {
                byTask.remove(taskId);
            }
        }
    }
}
