package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the database may refuse, and who knows it before. A rule of a table that no decider knows
 * makes of an accepted fact one that never comes true, so each has a line here.
 */
class ConstraintsIT {

    private static final String CONSTRAINTS =
            """
            select i.indrelid::regclass || ' unique (' || string_agg(a.attname, ', ' order by k.n) || ')'
                || case when i.indpred is null then '' else ' where ' || pg_get_expr(i.indpred, i.indrelid) end
            from pg_index i
            join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
                and c.relname not like 'databasechangelog%'
            cross join lateral unnest(i.indkey::int[]) with ordinality as k (attnum, n)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
            where i.indisunique group by i.indexrelid, i.indrelid, i.indpred
            union all
            select conrelid::regclass || ' ' || pg_get_constraintdef(c.oid)
            from pg_constraint c join pg_class r on r.oid = c.conrelid
                and r.relnamespace = 'public'::regnamespace and r.relname not like 'databasechangelog%'
            where c.contype in ('c', 'f', 'x')
            union all
            select a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
                and c.relnamespace = 'public'::regnamespace and c.relname not like 'databasechangelog%'
            where a.attnum > 0 and not a.attisdropped and a.atttypmod <> -1
            order by 1
            """;

    /** Columns of a given length, foreign keys and checks would stand here too; there are none. */
    private static final Map<String, String> KNOWN_TO =
            new TreeMap<>(
                    Map.ofEntries(
                            rule("tasks unique (task_id)", "TaskDecider: already_exists"),
                            rule(
                                    "tasks unique (command_id)",
                                    "TaskDecider: command_taken; Attempts, where the product chooses"),
                            rule(
                                    "processed_events unique (event_id)",
                                    "BatchDraft: duplicate or event_id_conflict"),
                            rule(
                                    "agent_events unique (event_id)",
                                    "the same, also of entries whose claim is gone"),
                            rule("agents_status unique (agent_id)", "written by upsert"),
                            rule("agent_stats unique (agent_id)", "written by upsert"),
                            rule("agent_timings unique (agent_id, measure, bucket)", "upsert"),
                            rule("agent_checkpoints unique (agent_id, kind)", "written by upsert"),
                            rule(
                                    "delivery_offsets unique (channel, partition)",
                                    "written from where it stands"),
                            rule(
                                    "source_offsets unique (topic, partition)",
                                    "written from where it stands"),
                            rule("cron_jobs unique (job)", "written by upsert"),
                            rule("reconcile_marks unique (subject_kind)", "written by upsert"),
                            rule(
                                    "tasks_taken_away unique (task_id)",
                                    "noted by upsert where a row of tasks is deleted"),
                            rule(
                                    "known_topics unique (topic)",
                                    "KnownRows: noted by insert, what is there stays; accepted by upsert"),
                            rule(
                                    "processor_instances unique (instance_id)",
                                    "InstanceClaim: written by upsert, unless another lives"),
                            rule(
                                    "incidents unique (cause) where (resolved_at IS NULL)",
                                    "opened unless one is open"),
                            rule(
                                    "discord_deliveries unique (event_id, channel)",
                                    "noted unless noted before"),
                            rule(
                                    "presence_changes unique (event_id)",
                                    "inserted or marked as told, once each"),
                            rule("agent_events unique (id)", "a sequence"),
                            rule("incidents unique (incident_id)", "a sequence"),
                            rule("health_checks unique (id)", "a sequence"),
                            rule("memory_events unique (id)", "a sequence")));

    @Test
    void everyRuleOfTheDatabaseIsKnownToWhoeverWrites() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        DatabaseMigration.migrate(database);

        List<String> rules = TestServer.query(database, CONSTRAINTS);

        assertThat(rules).containsExactlyInAnyOrderElementsOf(KNOWN_TO.keySet());
    }

    private static Map.Entry<String, String> rule(String constraint, String knownTo) {
        return Map.entry(constraint, knownTo);
    }
}
