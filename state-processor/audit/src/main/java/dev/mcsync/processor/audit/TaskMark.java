package dev.mcsync.processor.audit;

import java.time.Instant;
import java.util.List;

/**
 * Where a look at all tasks ended: what it found well, and what has not changed since, the next one
 * need not look at again.
 *
 * @param throughId the last row of {@code agent_events} of which it is certain that the look saw it
 * @param rowXid rows of {@code tasks} that an earlier transaction wrote are as the look saw them;
 *     64 bits wide
 * @param published the first offset of each partition of mc.task-state, by number, that may say
 *     what came after
 * @param lookedAt when the look began, by the database's clock
 */
public record TaskMark(long throughId, long rowXid, List<Long> published, Instant lookedAt) {

    public TaskMark {
        published = List.copyOf(published);
    }
}
