package dev.mcsync.processor.ledger;

import dev.mcsync.db.Statements;
import dev.mcsync.processor.core.IncidentChange;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes what of a batch people should know of, a statement each. */
final class IncidentWrites {

    private static final String OPEN_INCIDENT =
            "insert into incidents (cause, kind, subject, task_id, agent_id, detail, opened_at)"
                    + " values ($1, $2, $3, $4, $5, jsonb_build_object('event_id', $6::text), $7::timestamptz)"
                    + " on conflict (cause) where resolved_at is null do nothing";

    /** Names are free to choose, so only so many senders have an incident of their own. */
    private static final int MAX_OPEN_OF_A_KIND = 100;

    private static final String REPEAT_INCIDENT =
            "with named as (select exists (select from incidents where cause = $1 and resolved_at is null)"
                    + " or (select count(*) from incidents where kind = $2 and resolved_at is null) < "
                    + MAX_OPEN_OF_A_KIND
                    + " as it)"
                    + " insert into incidents (cause, kind, subject, task_id, agent_id, detail, opened_at)"
                    + " select case when it then $1 else '"
                    + IncidentChange.Repeated.OTHERS
                    + "' end, $2, case when it then coalesce($4, $3, $1) else 'others' end, case when it then $3 end,"
                    + " case when it then $4 end,"
                    + " jsonb_build_object('event_id', $5::text, 'count', $6::bigint, 'last_at', $8::text),"
                    + " $7::timestamptz from named"
                    + " on conflict (cause) where resolved_at is null do update set"
                    + " task_id = excluded.task_id, detail = coalesce(incidents.detail, '{}') || excluded.detail"
                    + " || jsonb_build_object('count', coalesce((incidents.detail->>'count')::bigint, 1)"
                    + " + (excluded.detail->>'count')::bigint)";

    /** Within this time after the last partition recovered, another may find the same loss. */
    private static final String SAME_LOSS_WITHIN = "interval '5 minutes'";

    /**
     * Partitions find out one after the other, and some have recovered by then: one that has ended
     * just now goes on.
     */
    private static final String OPEN_MISHAP =
            "with told as (select jsonb_build_object($4::text,"
                    + " jsonb_build_object('expected', $5::bigint, 'found', $6::bigint)) as it),"
                    + " again as (update incidents i set resolved_at = null, resolved_by = null,"
                    + " detail = coalesce(i.detail, '{}') || told.it from told where i.incident_id ="
                    + " (select incident_id from incidents where cause = $1"
                    + " and (resolved_at is null or resolved_at > $7::timestamptz - "
                    + SAME_LOSS_WITHIN
                    + ")"
                    + " order by incident_id desc limit 1) returning 1)"
                    + " insert into incidents (cause, kind, subject, detail, opened_at)"
                    + " select $1, $2, $3, told.it, $7::timestamptz from told"
                    + " where not exists (select from again)"
                    + " on conflict (cause) where resolved_at is null do update"
                    + " set detail = coalesce(incidents.detail, '{}') || excluded.detail";

    /**
     * Two partitions that recover at once would each see the other behind, and neither would end
     * the incident: the later one waits here, and looks by the statement after this.
     */
    private static final String LOCK_RECOVERED =
            "select 1 as it from incidents where cause = $1 and resolved_at is null for update";

    /** With the last partition that has again what it had. */
    private static final String RESOLVE_RECOVERED =
            "update incidents i set resolved_at = $2::timestamptz, resolved_by = $3"
                    + " where i.cause = $1 and i.resolved_at is null and not exists ("
                    + "select from jsonb_each(i.detail) had left join source_offsets s"
                    + " on s.topic || '-' || s.partition = had.key"
                    + " where coalesce(s.next_offset, 0) < (had.value->>'expected')::bigint)";

    private static final String RESOLVE_INCIDENT =
            "update incidents set resolved_at = $2::timestamptz, resolved_by = $3"
                    + " where cause = $1 and resolved_at is null";

    private IncidentWrites() {}

    /** Opening and resolving the same cause within a batch must keep their order. */
    static Mono<Void> write(Connection connection, List<IncidentChange> incidents) {
        return Flux.fromIterable(incidents)
                .concatMap(incident -> write(connection, incident))
                .then();
    }

    private static Mono<Long> write(Connection connection, IncidentChange incident) {
        Mono<Long> written =
                Mono.defer(() -> Statements.rowsUpdated(statement(connection, incident)));
        return incident instanceof IncidentChange.Recovered
                ? Statements.rows(
                                Statements.bind(
                                        connection.createStatement(LOCK_RECOVERED),
                                        incident.cause()),
                                _ -> true)
                        .then(written)
                : written;
    }

    private static Statement statement(Connection connection, IncidentChange incident) {
        return switch (incident) {
            case IncidentChange.Opened opened -> opening(connection, opened);
            case IncidentChange.Repeated repeated -> repeating(connection, repeated);
            case IncidentChange.Mishap mishap ->
                    Statements.bind(
                            connection.createStatement(OPEN_MISHAP),
                            mishap.cause(),
                            mishap.kind().name().toLowerCase(Locale.ROOT),
                            mishap.subject(),
                            mishap.partition(),
                            mishap.expected(),
                            mishap.found(),
                            mishap.at().toString());
            case IncidentChange.Recovered recovered ->
                    Statements.bind(
                            connection.createStatement(RESOLVE_RECOVERED),
                            recovered.cause(),
                            recovered.at().toString(),
                            "replay of " + recovered.partition());
            case IncidentChange.Resolved resolved ->
                    Statements.bind(
                            connection.createStatement(RESOLVE_INCIDENT),
                            resolved.cause(),
                            resolved.at().toString(),
                            resolved.by().value());
        };
    }

    private static Statement repeating(Connection connection, IncidentChange.Repeated repeated) {
        return Statements.bind(
                connection.createStatement(REPEAT_INCIDENT),
                repeated.cause(),
                repeated.kind().name().toLowerCase(Locale.ROOT),
                repeated.taskId() == null ? null : repeated.taskId().value(),
                repeated.agentId() == null ? null : repeated.agentId().value(),
                repeated.eventId().value(),
                repeated.count(),
                repeated.firstAt().toString(),
                repeated.lastAt().toString());
    }

    private static Statement opening(Connection connection, IncidentChange.Opened opened) {
        String taskId = opened.taskId() == null ? null : opened.taskId().value();
        String agentId = opened.agentId() == null ? null : opened.agentId().value();
        return Statements.bind(
                connection.createStatement(OPEN_INCIDENT),
                opened.cause(),
                opened.kind().name().toLowerCase(Locale.ROOT),
                taskId == null ? agentId : taskId,
                taskId,
                agentId,
                opened.eventId().value(),
                opened.at().toString());
    }
}
