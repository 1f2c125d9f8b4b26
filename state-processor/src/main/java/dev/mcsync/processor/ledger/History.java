package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.AgentFold;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskFold;
import dev.mcsync.processor.database.Transactions;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads back from the ledger what single tasks and agents went through. */
final class History {

    static final String COLUMNS =
            "e.body::text as body, e.source_topic, e.source_partition, e.source_offset, e.received_at, e.applied_at,"
                    + " e.limits, e.outcome, e.version";

    /** Rows without a body are from before the ledger was one. */
    private static final String SELECT_TASKS =
            "select e.task_id, e.to_status, e.to_stage, e.command_id, e.attempt, "
                    + COLUMNS
                    + " from agent_events e where e.task_id = any($1) and e.body is not null order by e.task_id, e.id";

    private static final String SELECT_CHECKPOINTS =
            "select distinct on (agent_id) agent_id, snapshot::text as snapshot from agent_checkpoints"
                    + " where agent_id = any($1) order by agent_id, through_id desc";

    private static final String SELECT_AGENTS =
            "select e.agent_id, "
                    + COLUMNS
                    + " from agent_events e"
                    + " left join (select agent_id, max(through_id) as through_id from agent_checkpoints"
                    + " where agent_id = any($1) group by agent_id) c on c.agent_id = e.agent_id"
                    + " where e.agent_id = any($1) and e.task_id is null and e.body is not null"
                    + " and e.id > coalesce(c.through_id, 0) order by e.agent_id, e.id";

    private History() {}

    static Mono<Map<TaskId, List<TaskFold.Step>>> ofTasks(Connection connection, Set<TaskId> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : Transactions.rows(
                                PostgresLedger.byIds(connection, SELECT_TASKS, ids),
                                History::taskStep)
                        .collectList()
                        .map(steps -> byTask(ids, steps));
    }

    static Mono<Map<AgentId, AgentHistory>> ofAgents(Connection connection, Set<AgentId> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : Mono.zip(
                                Transactions.rows(
                                                PostgresLedger.byIds(
                                                        connection, SELECT_CHECKPOINTS, ids),
                                                History::checkpoint)
                                        .collectMap(AgentSnapshot::agentId),
                                Transactions.rows(
                                                PostgresLedger.byIds(
                                                        connection, SELECT_AGENTS, ids),
                                                History::agentStep)
                                        .collectMultimap(step -> step.received().fact().agentId()))
                        .map(both -> histories(ids, both.getT1(), both.getT2()));
    }

    private static Map<TaskId, List<TaskFold.Step>> byTask(
            Set<TaskId> ids, List<TaskFold.Step> steps) {
        Map<TaskId, List<TaskFold.Step>> byTask =
                steps.stream()
                        .collect(Collectors.groupingBy(step -> step.received().fact().taskId()));
        ids.forEach(id -> byTask.putIfAbsent(id, List.of()));
        return byTask;
    }

    private static Map<AgentId, AgentHistory> histories(
            Set<AgentId> ids,
            Map<AgentId, AgentSnapshot> checkpoints,
            Map<AgentId, Collection<AgentFold.Step>> steps) {
        Map<AgentId, AgentHistory> histories = new HashMap<>();
        for (AgentId id : ids) {
            histories.put(
                    id,
                    new AgentHistory(
                            checkpoints.get(id), List.copyOf(steps.getOrDefault(id, List.of()))));
        }
        return histories;
    }

    private static TaskFold.Step taskStep(Row row) {
        return new TaskFold.Step(
                received(row, WireCodec.decodeTaskFact(bytes(row, "body")).orThrow("stored fact")),
                LedgerRows.instant(row, "applied_at"),
                limits(row),
                WireNames.load(Effect.class, LedgerRows.text(row, "outcome")),
                row.get("version", Long.class),
                find(row, "to_status", TaskStatus.class),
                find(row, "to_stage", Stage.class),
                Optional.ofNullable(LedgerRows.optionalText(row, "command_id"))
                        .map(CommandId::new)
                        .orElse(null),
                LedgerRows.optionalInteger(row, "attempt"));
    }

    static AgentFold.Step agentStep(Row row) {
        return new AgentFold.Step(
                received(row, WireCodec.decodeAgentFact(bytes(row, "body")).orThrow("stored fact")),
                LedgerRows.instant(row, "applied_at"),
                limits(row),
                row.get("version", Long.class));
    }

    static AgentSnapshot checkpoint(Row row) {
        return WireCodec.decodeAgentSnapshot(bytes(row, "snapshot")).orThrow("stored checkpoint");
    }

    private static <F> Received<F> received(Row row, F fact) {
        return new Received<>(
                fact,
                new SourcePosition(
                        LedgerRows.text(row, "source_topic"),
                        LedgerRows.integer(row, "source_partition"),
                        LedgerRows.number(row, "source_offset")),
                LedgerRows.instant(row, "received_at"),
                "");
    }

    private static @Nullable Limits limits(Row row) {
        String limits = LedgerRows.optionalText(row, "limits");
        return limits == null ? null : Limits.parse(limits);
    }

    private static <E extends Enum<E> & WireName> @Nullable E find(
            Row row, String column, Class<E> type) {
        String name = LedgerRows.optionalText(row, column);
        return name == null ? null : WireNames.load(type, name);
    }

    private static byte[] bytes(Row row, String column) {
        return LedgerRows.text(row, column).getBytes(StandardCharsets.UTF_8);
    }
}
