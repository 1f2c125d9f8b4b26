package dev.mcsync.processor.reconcile;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.Logbook;
import dev.mcsync.processor.audit.Subject;
import dev.mcsync.processor.database.Transactions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables that a reconcile run reads and reports to. Blocks. */
final class ReconcileStore {

    /** Of one run; what is beyond it is in the counts alone. */
    private static final int MAX_CHECKS_TOLD = 1_000;

    /** Findings whose incident ended without a repair, because nothing differs any more. */
    private static final String RESOLVE_DRIFT =
            "update incidents set resolved_at = now(), resolved_by = $2"
                    + " where kind = 'drift' and resolved_at is null and cause <> all($1)";

    private static final String RESOLVE_TIMEOUTS =
            "update incidents i set resolved_at = now(), resolved_by = $1"
                    + " where i.kind = 'task_timeout' and i.resolved_at is null and not exists ("
                    + "select from tasks t where t.task_id = i.task_id and t.status = 'timeout'"
                    + " and i.cause = 'task_timeout:' || t.task_id || ':' || t.command_id)";

    private static final String RESOLVE_OFFLINES =
            "update incidents i set resolved_at = now(), resolved_by = $1"
                    + " where i.kind = 'agent_offline' and i.resolved_at is null and not exists ("
                    + "select from agents_status a where a.agent_id = i.agent_id and a.presence = 'offline')";

    /** Nothing new of it for an hour; what came of it stands among the rejected. */
    private static final String RESOLVE_CONFLICTS =
            "update incidents set resolved_at = now(), resolved_by = $1"
                    + " where kind = 'event_conflict' and resolved_at is null"
                    + " and coalesce((detail->>'last_at')::timestamptz, opened_at) < now() - interval '1 hour'";

    private final Transactions transactions;

    ReconcileStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Where runs for which all that was found {@code isTold} take down where they ended. */
    Logbook logbook(BooleanSupplier isTold) {
        return new PostgresLogbook(transactions, isTold);
    }

    /** A check of each run, passed or not. */
    void note(String job, ReconcileReport report) {
        transactions.update(
                "insert into health_checks (kind, checked_at, ok, finding) values ($1, now(), $2, $3::jsonb)",
                job,
                report.isClean(),
                report.json());
    }

    /** An incident for each, and a check that was not passed. */
    void open(List<Discrepancy> findings) {
        if (findings.isEmpty()) {
            return;
        }
        String[] causes = findings.stream().map(Repairs::causeOf).toArray(String[]::new);
        @Nullable String[] subjects = of(findings, finding -> finding.subject().id());
        @Nullable String[] tasks = of(findings, finding -> idOf(finding, Subject.Kind.TASK));
        @Nullable String[] agents = of(findings, finding -> idOf(finding, Subject.Kind.AGENT));
        @Nullable String[] details = of(findings, ReconcileStore::detail);
        transactions.update(
                "insert into incidents (cause, kind, subject, task_id, agent_id, detail, opened_at)"
                        + " select distinct on (cause) cause, 'drift', subject, task_id, agent_id, detail::jsonb, now()"
                        + " from unnest($1, $2, $3, $4, $5) as f (cause, subject, task_id, agent_id, detail)"
                        + " on conflict (cause) where resolved_at is null do nothing",
                causes,
                subjects,
                tasks,
                agents,
                details);
        transactions.update(
                "insert into health_checks (kind, checked_at, ok, finding)"
                        + " select 'drift', now(), false, detail::jsonb from unnest($1) as f (detail) limit $2",
                details,
                MAX_CHECKS_TOLD);
    }

    /** Of these events, those that had an effect. */
    List<String> appliedOf(Collection<String> eventIds) {
        return transactions.query(
                "select event_id from agent_events where event_id = any($1) and outcome = 'applied'",
                row -> requireNonNull(row.get("event_id", String.class)),
                (Object) array(eventIds));
    }

    /** Ends the incidents of what was repaired. */
    void resolve(List<String> eventIds, Map<String, String> causes) {
        if (!eventIds.isEmpty()) {
            transactions.update(
                    "update incidents i set resolved_at = now(), resolved_by = r.event_id"
                            + " from unnest($1, $2) as r (cause, event_id)"
                            + " where i.cause = r.cause and i.resolved_at is null",
                    eventIds.stream().map(causes::get).toArray(String[]::new),
                    array(eventIds));
        }
    }

    /**
     * Ends the incidents whose cause is no more.
     *
     * @param found the causes that this run has met
     * @return how many of those that no fact had ended
     */
    long resolveEnded(Collection<String> found) {
        transactions.update(RESOLVE_DRIFT, array(found), ReconcileJob.NAME);
        transactions.update(RESOLVE_CONFLICTS, ReconcileJob.NAME);
        return transactions.update(RESOLVE_TIMEOUTS, ReconcileJob.NAME)
                + transactions.update(RESOLVE_OFFLINES, ReconcileJob.NAME);
    }

    private static @Nullable String idOf(Discrepancy finding, Subject.Kind kind) {
        return finding.subject().kind() == kind ? finding.subject().id() : null;
    }

    private static String detail(Discrepancy finding) {
        return new ObjectWriter()
                .text("kind", finding.kind())
                .text("subject_kind", finding.subject().kind())
                .text("subject", finding.subject().id())
                .number("fold_version", finding.versions().fold())
                .number("row_version", finding.versions().row())
                .number("published_version", finding.versions().published())
                .objects(
                        "differences",
                        finding.differences(),
                        (out, difference) ->
                                out.text("field", difference.field())
                                        .text("expected", difference.expected())
                                        .text("found", difference.found()))
                .text("detail", finding.detail())
                .finish();
    }

    private static @Nullable String[] of(
            List<Discrepancy> findings, Function<Discrepancy, @Nullable String> part) {
        @Nullable String[] values = new String[findings.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = part.apply(findings.get(i));
        }
        return values;
    }

    /** How many of the tasks have moved on and stand in the status. */
    long tasksIn(String status, Collection<String> taskIds) {
        return count(
                "select count(*) as n from tasks where task_id = any($1) and status = $2",
                array(taskIds),
                status);
    }

    long agentsOffline(Collection<String> agentIds) {
        return count(
                "select count(*) as n from agents_status where agent_id = any($1) and presence = 'offline'",
                (Object) array(agentIds));
    }

    long applied(Collection<String> eventIds) {
        return appliedOf(eventIds).size();
    }

    /** How many of the events have been taken, with whatever result. */
    long processed(Collection<String> eventIds) {
        return count(
                "select count(*) as n from processed_events where event_id = any($1)",
                (Object) array(eventIds));
    }

    private long count(String sql, Object... parameters) {
        return transactions
                .query(sql, row -> requireNonNull(row.get("n", Long.class)), parameters)
                .getFirst();
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }
}
