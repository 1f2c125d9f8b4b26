package dev.mcsync.infra.proof.bench.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The procedure that writes batch after batch. Its statements are made from the columns that the
 * tables have, so that it follows the schema, and are planned once.
 */
final class BatchWriter {

    /** As the batch's last event of a task leaves it; all else is the task's last row. */
    private static final Map<String, String> OF_TASK =
            Map.of(
                    "version", "coalesce(e.version, t.version)",
                    "status", "coalesce(e.to_status, t.status)",
                    "stage", "coalesce(e.to_stage, t.stage)",
                    "last_event_id", "e.event_id",
                    "updated_at", "e.applied_at",
                    "deadline_at",
                            "case when e.to_status in ('queued', 'ack', 'running') then e.applied_at + interval '15 min' end");

    private static final Map<String, String> OF_AGENT =
            Map.of("last_seen_at", "e.received_at", "updated_at", "e.applied_at");

    private BatchWriter() {}

    static String procedure(Connection connection) throws SQLException {
        List<String> events = Columns.of(connection, "agent_events");
        events.remove("chain");
        String claims = String.join(", ", Columns.of(connection, "processed_events"));
        return """
        create procedure write_batches() language plpgsql as $$
        begin
            for b in 0..(select max(batch) from numbered) loop
                insert into processed_events (%1$s)
                    select %1$s from template_processed_events
                    where event_id in (select event_id from numbered where batch = b);
                insert into agent_events (%2$s)
                    select %2$s from template_agent_events
                    where id in (select id from numbered where batch = b) order by id;
                %3$s
                %4$s
                insert into source_offsets as o (topic, partition, next_offset)
                    select source_topic, source_partition, max(source_offset) + 1 from template_agent_events
                    where id in (select id from numbered where batch = b) group by source_topic, source_partition
                    on conflict (topic, partition) do update set next_offset = excluded.next_offset, updated_at = now();
                insert into agent_stats as s (agent_id, tasks_done, updated_at)
                    select agent_id, count(*), now() from template_agent_events
                    where id in (select id from numbered where batch = b) and type = 'done' group by agent_id
                    on conflict (agent_id) do update set tasks_done = s.tasks_done + excluded.tasks_done, updated_at = now();
                commit;
            end loop;
        end
        $$
        """
                .formatted(
                        claims,
                        String.join(", ", events),
                        upsert(connection, "tasks", "task_id", OF_TASK),
                        upsert(connection, "agents_status", "agent_id", OF_AGENT));
    }

    private static String upsert(
            Connection connection, String table, String key, Map<String, String> changing)
            throws SQLException {
        List<String> columns = Columns.of(connection, table);
        return """
        insert into %1$s (%2$s)
            select %3$s from template_%1$s t join (
                select distinct on (%4$s) * from template_agent_events
                where id in (select id from numbered where batch = b) order by %4$s, id desc) e using (%4$s)
            order by %4$s
            on conflict (%4$s) do update set %5$s;
        """
                .formatted(
                        table,
                        String.join(", ", columns),
                        columns.stream()
                                .map(column -> changing.getOrDefault(column, "t." + column))
                                .collect(Collectors.joining(", ")),
                        key,
                        columns.stream()
                                .filter(column -> !column.equals(key))
                                .map(column -> column + " = excluded." + column)
                                .collect(Collectors.joining(", ")));
    }
}
