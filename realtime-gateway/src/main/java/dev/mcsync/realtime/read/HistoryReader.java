package dev.mcsync.realtime.read;

import static java.util.Objects.requireNonNull;
import static org.springframework.data.domain.Sort.Direction.DESC;
import static org.springframework.data.relational.core.query.Criteria.where;
import static org.springframework.data.relational.core.query.Query.query;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Sort;
import org.springframework.data.relational.core.query.Criteria;
import reactor.core.publisher.Mono;

/** Reads the incidents and what came of single events. */
final class HistoryReader {

    private static final Criteria OPEN = where("resolvedAt").isNull();
    private static final Criteria RESOLVED = where("resolvedAt").isNotNull();

    private static final String CREATED_BY =
            """
            select count(*) as n from agent_events
            where task_id = any(:task_ids) and type = 'created' and token_id = :token_id
            """;

    private final Tables tables;

    HistoryReader(Tables tables) {
        this.tables = tables;
    }

    /**
     * The newest first.
     *
     * @param before the number of an incident, only those after it in the list are read; 0 for the
     *     first page
     */
    Mono<List<Incident>> openIncidents(long before, int limit) {
        Criteria which = before == 0 ? OPEN : OPEN.and("incidentId").lessThan(before);
        return incidents(which, Sort.by(DESC, "incidentId"), limit);
    }

    /** The same of those that ended, the last one first. */
    Mono<List<Incident>> resolvedIncidents(long before, int limit) {
        return (before == 0 ? Mono.just(RESOLVED) : resolvedBefore(before))
                .flatMap(
                        which -> incidents(which, Sort.by(DESC, "resolvedAt", "incidentId"), limit))
                .defaultIfEmpty(List.of());
    }

    /** Nothing when the event is not known. */
    Mono<TakenEvent> outcomeOf(String eventId) {
        return tables.rows(TakenEvent.class, query(where("eventId").is(eventId)))
                .flatMapIterable(events -> events)
                .next();
    }

    /** How many of the tasks were created by the token. */
    Mono<Long> createdBy(String tokenId, Collection<String> taskIds) {
        return tables.rows(
                        CREATED_BY,
                        Map.of("token_id", tokenId, "task_ids", taskIds.toArray(String[]::new)),
                        row -> requireNonNull(row.get("n", Long.class)))
                .map(List::getFirst);
    }

    private Mono<List<Incident>> incidents(Criteria which, Sort order, int limit) {
        return tables.rows(Incident.class, query(which).sort(order).limit(limit));
    }

    /** Several can have ended at once; nothing when the one that is named has not ended. */
    private Mono<Criteria> resolvedBefore(long incidentId) {
        return tables.rows(Incident.class, query(RESOLVED.and("incidentId").is(incidentId)))
                .flatMapIterable(found -> found)
                .next()
                .map(last -> {
                    Instant at = requireNonNull(last.resolvedAt());
                    Criteria sameMoment = where("resolvedAt").is(at);
                    return RESOLVED.and(
                            where("resolvedAt")
                                    .lessThan(at)
                                    .or(sameMoment.and("incidentId").lessThan(incidentId)));
                });
    }
}
