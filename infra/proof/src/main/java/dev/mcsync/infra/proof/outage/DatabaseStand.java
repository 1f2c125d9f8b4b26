package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a database is.
 *
 * @param commits transactions that wrote, since it was made
 * @param facts in the ledger
 * @param inDoubt messages to Discord of which nobody knows whether they came
 * @param places the next offset of each partition of the inputs, as {@code topic-partition}
 * @param recent what each fact about a task did, by its event
 */
record DatabaseStand(
        long commits,
        long facts,
        long inDoubt,
        Map<String, Long> places,
        Map<String, String> recent) {

    private static final String PLACES =
            "select topic || '-' || partition as place, next_offset from source_offsets";

    /** What was under way when the server was killed is in doubt as well: its answer was lost. */
    private static final String IN_DOUBT =
            "select coalesce(sum(ambiguous + case when state = 'sending' then 1 else 0 end), 0)"
                    + " from discord_deliveries";

    private static final String RECENT =
            "select event_id, concat_ws(' ', outcome, reason, version, to_status, to_stage) as effect from agent_events"
                    + " where source_topic = 'mc.task-events' and received_at >= to_timestamp(%d)";

    /**
     * Of data that no server runs on; one is started for as long as it takes.
     *
     * @param since when the first of the facts were taken that are asked for one by one
     */
    static DatabaseStand in(Path directory, Instant since) throws SQLException {
        try (PostgresServer server = PostgresServer.start(directory, LoopbackPorts.free())) {
            Database database = new Database(server.address());
            return new DatabaseStand(
                    commits(database),
                    database.number("select count(*) from agent_events"),
                    database.number(IN_DOUBT),
                    places(database),
                    recent(database, since));
        }
    }

    /** Transactions that wrote or are about to. */
    static long commits(Database database) throws SQLException {
        return database.number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }

    static Map<String, Long> places(Database database) throws SQLException {
        Map<String, Long> places = new HashMap<>();
        database.rows(PLACES)
                .forEach(row -> places.put(row.text("place"), row.number("next_offset")));
        return places;
    }

    static Map<String, String> recent(Database database, Instant since) throws SQLException {
        return database.rows(RECENT.formatted(since.getEpochSecond())).stream()
                .collect(Collectors.toMap(row -> row.text("event_id"), row -> row.text("effect")));
    }

    boolean isReachedBy(Map<String, Long> others) {
        return places.entrySet().stream()
                .allMatch(place -> others.getOrDefault(place.getKey(), 0L) >= place.getValue());
    }

    /** Facts whose effect another database does not have, or has otherwise. */
    long differingFrom(Map<String, String> others) {
        return recent.entrySet().stream()
                .filter(fact -> !fact.getValue().equals(others.get(fact.getKey())))
                .count();
    }
}
