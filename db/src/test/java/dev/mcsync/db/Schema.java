package dev.mcsync.db;

import java.sql.SQLException;
import java.util.List;

/**
 * All that a database promises of its tables, a line for each promise, so that two databases can be
 * compared and a difference reads as one. Left out are Liquibase's own tables, and the order of
 * columns, which depends on what was there before.
 */
final class Schema {

    private static final String PROMISES =
            """
            with ours as (
                select oid, relname, relkind from pg_class
                where relnamespace = 'public'::regnamespace and relname not like 'databasechangelog%'
            )
            select 'table', relname, relkind::text from ours
            union all
            select 'column', relname || '.' || attname,
                   concat_ws(' ', format_type(atttypid, atttypmod),
                             case when attnotnull then 'not null' end,
                             'default ' || pg_get_expr(adbin, adrelid),
                             'identity ' || nullif(attidentity::text, ''))
            from ours join pg_attribute a on attrelid = ours.oid
            left join pg_attrdef on adrelid = attrelid and adnum = attnum
            where relkind = 'r' and attnum > 0 and not attisdropped
            union all
            select 'constraint', relname || '.' || conname, pg_get_constraintdef(c.oid)
            from ours join pg_constraint c on conrelid = ours.oid
            union all
            select 'index', relname, pg_get_indexdef(oid) from ours where relkind = 'i'
            union all
            select 'trigger', relname || '.' || tgname, pg_get_triggerdef(t.oid) || ' ' || tgenabled::text
            from ours join pg_trigger t on tgrelid = ours.oid where not tgisinternal
            union all
            select 'function', proname, prosrc from pg_proc
            where pronamespace = 'public'::regnamespace
            union all
            select 'sequence', relname, format_type(seqtypid, null) || ' by ' || seqincrement
            from ours join pg_sequence on seqrelid = ours.oid
            union all
            select 'comment', concat_ws('.', relname, attname), description
            from ours join pg_description d on objoid = ours.oid
                and classoid = 'pg_class'::regclass
            left join pg_attribute on attrelid = objoid and attnum = objsubid and objsubid > 0
            order by 1, 2, 3
            """;

    private Schema() {}

    static List<String> of(PostgresAddress database) throws SQLException {
        return TestServer.query(database, PROMISES);
    }
}
