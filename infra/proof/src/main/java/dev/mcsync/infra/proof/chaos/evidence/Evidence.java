package dev.mcsync.infra.proof.chaos.evidence;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.topic.TopicReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is left when the system is quiet.
 *
 * @param committed each topic as readers of finished transactions see it
 * @param everWritten how many records each topic has with those of aborted transactions
 * @param messages of the Discord channel, oldest first
 * @param applied the next offset of each input partition, as the database has it
 */
public record Evidence(
        Map<Topic, List<LogRecord>> committed,
        Map<Topic, Integer> everWritten,
        List<Database.Row> events,
        List<Database.Row> tasks,
        List<Database.Row> agents,
        List<Database.Row> incidents,
        List<Database.Row> deliveries,
        List<Database.Row> torn,
        long processed,
        Map<String, Long> applied,
        List<JsonNode> messages) {

    private static final String EVENTS =
            "select event_id, task_id, agent_id, type, outcome, reason, version, to_status, to_stage,"
                    + " array_to_string(implied, ',') as implied, source_topic, source_partition,"
                    + " source_offset, body, agent_version,"
                    + " (extract(epoch from applied_at) * 1000000)::bigint as applied_us"
                    + " from agent_events order by id";

    private static final String TASKS =
            "select task_id, version, title, agent_id, command_id, attempt, status, stage, progress,"
                    + " message, error_code, payload, deliveries, last_event_id,"
                    + " (extract(epoch from created_at) * 1000)::bigint as created_ms,"
                    + " (extract(epoch from updated_at) * 1000)::bigint as updated_ms,"
                    + " (extract(epoch from stage_since) * 1000)::bigint as stage_ms,"
                    + " (extract(epoch from status_since) * 1000)::bigint as status_ms,"
                    + " (extract(epoch from acked_at) * 1000)::bigint as acked_ms,"
                    + " (extract(epoch from started_at) * 1000)::bigint as started_ms,"
                    + " (extract(epoch from finished_at) * 1000)::bigint as finished_ms,"
                    + " (extract(epoch from left_board_at) * 1000)::bigint as archived_ms,"
                    + " jsonb_strip_nulls(jsonb_build_object('title', title, 'agent_id', agent_id,"
                    + " 'instructions', agent_instructions, 'answer_timeout', answer_timeout,"
                    + " 'prior_attempts', prior_attempts, 'dialogue', agent_dialogue,"
                    + " 'result', agent_result)) as words,"
                    + " deadline_at is not null as clock_runs"
                    + " from tasks order by task_id";

    private static final String AGENTS =
            "select agent_id, version, presence, last_event_id, current_task_id,"
                    + " (extract(epoch from last_seen_at) * 1000000)::bigint as seen_us,"
                    + " (extract(epoch from last_heartbeat_at) * 1000)::bigint as heartbeat_ms,"
                    + " (extract(epoch from presence_since) * 1000)::bigint as presence_ms"
                    + " from agents_status order by agent_id";

    private static final String INCIDENTS =
            "select cause, kind, resolved_at is null as open from incidents order by incident_id";

    private static final String DELIVERIES =
            "select event_id, state, reason, task_id, content, ambiguous from discord_deliveries"
                    + " order by id";

    /** One transaction wrote the claim, the history and the state, or something was torn. */
    private static final String TORN =
            "select coalesce(e.event_id, p.event_id) as event_id, case"
                    + " when e.event_id is null then 'claimed without a row of history'"
                    + " when p.event_id is null then 'in the history without a claim'"
                    + " else 'claim and history by two transactions' end as what"
                    + " from agent_events e full join processed_events p on p.event_id = e.event_id"
                    + " where e.event_id is null or p.event_id is null or e.xmin <> p.xmin"
                    + " union all select e.event_id, 'task and history by two transactions'"
                    + " from tasks t join agent_events e on e.event_id = t.last_event_id"
                    + " where e.xmin <> t.xmin"
                    + " union all select e.event_id, 'agent and history by two transactions'"
                    + " from agents_status a join agent_events e on e.event_id = a.last_event_id"
                    + " where e.xmin <> a.xmin"
                    + " union all select a.last_event_id, 'task and agent by two transactions'"
                    + " from agents_status a join tasks t on t.last_event_id = a.last_event_id"
                    + " where t.xmin <> a.xmin"
                    + " union all select coalesce(a.last_event_id, a.agent_id), 'agent without its row of history'"
                    + " from agents_status a left join agent_events e on e.event_id = a.last_event_id"
                    + " and e.agent_version = a.version where a.version > 0 and e.event_id is null";

    /** Reads it all; the system must be quiet. */
    public static Evidence gather(
            Map<String, String> log, Database database, List<JsonNode> messages)
            throws SQLException {
        Map<Topic, List<LogRecord>> committed = new EnumMap<>(Topic.class);
        Map<Topic, Integer> everWritten = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            committed.put(topic, TopicReader.committed(log, topic.topicName()));
            everWritten.put(topic, TopicReader.everWritten(log, topic.topicName()).size());
        }
        return new Evidence(
                committed,
                everWritten,
                database.rows(EVENTS),
                database.rows(TASKS),
                database.rows(AGENTS),
                database.rows(INCIDENTS),
                database.rows(DELIVERIES),
                database.rows(TORN),
                database.number("select count(*) from processed_events"),
                applied(database),
                messages);
    }

    /**
     * The records of an input that the database has applied. What was said later, by a clock that
     * was just being stopped, has had no chance to take effect.
     */
    public List<LogRecord> appliedRecords(Topic topic) {
        return records(topic).stream()
                .filter(record ->
                        record.offset()
                                < applied.getOrDefault(
                                        record.topic() + "-" + record.partition(), 0L))
                .toList();
    }

    private static Map<String, Long> applied(Database database) throws SQLException {
        Map<String, Long> applied = new HashMap<>();
        for (Database.Row row :
                database.rows("select topic, partition, next_offset from source_offsets")) {
            applied.put(row.text("topic") + "-" + row.text("partition"), row.number("next_offset"));
        }
        return applied;
    }

    public List<LogRecord> records(Topic topic) {
        return committed.getOrDefault(topic, new ArrayList<>());
    }
}
