package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.db.Statements;
import dev.mcsync.processor.core.AgentFold;
import dev.mcsync.processor.core.TaskFold;
import dev.mcsync.processor.row.EntryReader;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Reads back from the ledger what single tasks and agents went through. */
final class History {

    /** Rows without a body are from before the ledger was one. */
    private static final String SELECT_TASKS =
            "select "
                    + EntryReader.OF_TASKS
                    + " from agent_events e where e.task_id = any($1) and e.body is not null order by e.task_id, e.id";

    private static final String SELECT_CHECKPOINTS =
            "select distinct on (agent_id) agent_id, snapshot::text as snapshot from agent_checkpoints"
                    + " where agent_id = any($1) order by agent_id, through_id desc";

    private static final String SELECT_AGENTS =
            "select "
                    + EntryReader.OF_AGENTS
                    + " from agent_events e"
                    + " left join (select agent_id, max(through_id) as through_id from agent_checkpoints"
                    + " where agent_id = any($1) group by agent_id) c on c.agent_id = e.agent_id"
                    + " where e.agent_id = any($1) and e.body is not null and "
                    + EntryReader.IS_OF_AGENT
                    + " and e.id > coalesce(c.through_id, 0) order by e.agent_id, e.id";

    private History() {}

    static Mono<Map<TaskId, List<TaskFold.Step>>> ofTasks(Connection connection, Set<TaskId> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : Statements.rows(
                                PostgresLedger.byIds(connection, SELECT_TASKS, ids), stepsOfTasks())
                        .collectList()
                        .map(steps -> byTask(ids, steps));
    }

    static Mono<Map<AgentId, AgentHistory>> ofAgents(Connection connection, Set<AgentId> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : Mono.zip(
                                Statements.rows(
                                                PostgresLedger.byIds(
                                                        connection, SELECT_CHECKPOINTS, ids),
                                                History::checkpoint)
                                        .collectMap(AgentSnapshot::agentId),
                                Statements.rows(
                                                PostgresLedger.byIds(
                                                        connection, SELECT_AGENTS, ids),
                                                stepsOfAgents())
                                        .collectMultimap(AgentFold.Step::agentId))
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

    private static Function<Row, TaskFold.Step> stepsOfTasks() {
        EntryReader entries = new EntryReader();
        return row -> entries.taskStep(R2dbcFields.reader(row));
    }

    static Function<Row, AgentFold.Step> stepsOfAgents() {
        EntryReader entries = new EntryReader();
        return row -> entries.agentStep(R2dbcFields.reader(row));
    }

    static AgentSnapshot checkpoint(Row row) {
        return OwnCodec.decodeAgentSnapshot(
                        LedgerRows.text(row, "snapshot").getBytes(StandardCharsets.UTF_8))
                .orThrow("stored checkpoint");
    }
}
