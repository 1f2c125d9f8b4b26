package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.processor.database.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the clocks from the rows, by the partial indexes on {@code deadline_at}. */
public final class PostgresWatch implements Watch {

    private static final String OVERDUE_TASKS =
            "select task_id, command_id, version, deadline_at from tasks"
                    + " where deadline_at <= $1::timestamptz and version > 0 order by deadline_at limit $2";

    private static final String SILENT_AGENTS =
            "select agent_id, version, deadline_at from agents_status"
                    + " where deadline_at <= $1::timestamptz and version > 0 order by deadline_at limit $2";

    private static final String NEXT_DEADLINE =
            "select least((select min(deadline_at) from tasks where deadline_at is not null),"
                    + " (select min(deadline_at) from agents_status where deadline_at is not null)) as next";

    private static final String UNADOPTED =
            "select "
                    + LedgerRows.TASK_COLUMNS
                    + " from tasks where version = 0 order by task_id limit $1";

    private static final String LAST_SIGN_OF_LIFE =
            "select max(last_seen_at) as last from agents_status";

    private final Transactions transactions;

    public PostgresWatch(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<DeadlinePassed> overdueTasks(Instant now, int limit) {
        return transactions.query(
                OVERDUE_TASKS,
                row ->
                        DeadlinePassed.of(
                                new TaskId(LedgerRows.text(row, "task_id")),
                                new CommandId(LedgerRows.text(row, "command_id")),
                                LedgerRows.number(row, "version"),
                                LedgerRows.instant(row, "deadline_at")),
                now.toString(),
                limit);
    }

    @Override
    public List<SilencePassed> silentAgents(Instant now, int limit) {
        return transactions.query(
                SILENT_AGENTS,
                row ->
                        SilencePassed.of(
                                new AgentId(LedgerRows.text(row, "agent_id")),
                                LedgerRows.number(row, "version"),
                                LedgerRows.instant(row, "deadline_at")),
                now.toString(),
                limit);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return transactions
                .query(
                        NEXT_DEADLINE,
                        row -> Optional.ofNullable(LedgerRows.optionalInstant(row, "next")))
                .getFirst();
    }

    /** A row whose id could never stand in a fact is left to whoever made it. */
    @Override
    public List<TaskAdopted> unadopted(int limit) {
        return transactions
                .query(
                        UNADOPTED,
                        row ->
                                IdSyntax.isValid(LedgerRows.text(row, "task_id"))
                                        ? Optional.of(Adoption.of(row))
                                        : Optional.<TaskAdopted>empty(),
                        limit)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<Instant> lastSignOfLife() {
        return transactions
                .query(
                        LAST_SIGN_OF_LIFE,
                        row -> Optional.ofNullable(LedgerRows.optionalInstant(row, "last")))
                .getFirst();
    }
}
