package dev.mcsync.processor.reconcile;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.processor.audit.Checkpoint;
import dev.mcsync.processor.audit.Logbook;
import dev.mcsync.processor.audit.TaskMark;
import dev.mcsync.processor.database.Transactions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Keeps in the database where a look ended, so that any processor may go on from there. Blocks.
 *
 * @param isTold whether all that was found has an incident: what has none would not be looked at
 *     again
 */
record PostgresLogbook(Transactions transactions, BooleanSupplier isTold) implements Logbook {

    private static final String KEEP_AGENTS =
            "insert into agent_checkpoints (agent_id, kind, through_id, snapshot)"
                    + " select agent_id, 'checked', $3, snapshot::jsonb from unnest($1, $2) as c (agent_id, snapshot)"
                    + " order by agent_id on conflict (agent_id, kind) do update"
                    + " set through_id = excluded.through_id, snapshot = excluded.snapshot, updated_at = now()";

    private static final String KEEP_TASKS =
            "insert into reconcile_marks (subject_kind, through_id, row_xid, published, looked_at)"
                    + " values ('task', $1, $2, $3, $4::timestamptz) on conflict (subject_kind) do update"
                    + " set through_id = excluded.through_id, row_xid = excluded.row_xid,"
                    + " published = excluded.published, looked_at = excluded.looked_at";

    /** One that was noted by a transaction that ended since is looked at once more. */
    private static final String FORGET_TAKEN_AWAY =
            "delete from tasks_taken_away where taken_at < $1::timestamptz - interval '2 minutes'";

    @Override
    public void allAgents(Checkpoint checkpoint) {
        List<String> ids = List.copyOf(checkpoint.agents().keySet());
        if (ids.isEmpty()) {
            return;
        }
        transactions.update(
                KEEP_AGENTS,
                ids.toArray(String[]::new),
                ids.stream()
                        .map(id -> checkpoint.agents().get(id))
                        .map(agent -> new String(WireCodec.encode(agent), StandardCharsets.UTF_8))
                        .toArray(String[]::new),
                checkpoint.throughId());
    }

    @Override
    public void allTasks(TaskMark mark) {
        if (isTold.getAsBoolean()) {
            transactions.update(
                    KEEP_TASKS,
                    mark.throughId(),
                    mark.rowXid(),
                    mark.published().toArray(Long[]::new),
                    mark.lookedAt().toString());
            transactions.update(FORGET_TAKEN_AWAY, mark.lookedAt().toString());
        }
    }
}
