package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.audit.Checkpoint;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.Logbook;
import dev.mcsync.processor.audit.TaskMark;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.startup.PlainDefaults;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a reconcile run looks at, as a program of its own, so that it can be given little memory.
 * Takes the broker's and the database's address; ends with 1 where anything was found.
 */
final class ReconcileLook {

    private ReconcileLook() {}

    public static void main(String[] arguments) {
        PlainDefaults.pin();
        PostgresAddress database = PostgresAddress.parse(arguments[1]);
        List<Discrepancy> found = new ArrayList<>();
        long began = System.nanoTime();
        DriftScan.Counts counts =
                new DriftScan(database, KafkaClients.at(arguments[0]), Limits.DEFAULT)
                        .run(
                                DriftScan.Scope.SINCE_THE_LAST_LOOK,
                                found::add,
                                (_, _, _) -> {},
                                new Kept(database));
        System.out.printf(
                Locale.ROOT,
                "looked at %,d tasks, %,d agents, %,d entries, %,d records in %.1f s; %d found%n",
                counts.tasks(),
                counts.agents(),
                counts.taskEntries() + counts.agentEntries(),
                counts.taskRecords() + counts.agentRecords(),
                (System.nanoTime() - began) / 1e9,
                found.size());
        found.stream().limit(5).forEach(System.out::println);
        System.exit(found.isEmpty() ? 0 : 1);
    }

    /** As a processor keeps it, so that the next look begins where this one ended. */
    private record Kept(PostgresAddress database) implements Logbook {

        @Override
        public void allAgents(Checkpoint checkpoint) {
            keep(
                    "insert into agent_checkpoints (agent_id, kind, through_id, snapshot)"
                            + " select agent_id, 'checked', ?, snapshot::jsonb from unnest(?, ?) as c (agent_id, snapshot)"
                            + " order by agent_id on conflict (agent_id, kind) do update"
                            + " set through_id = excluded.through_id, snapshot = excluded.snapshot",
                    statement -> {
                        List<String> ids = List.copyOf(checkpoint.agents().keySet());
                        statement.setLong(1, checkpoint.throughId());
                        statement.setArray(2, texts(statement, ids.stream()));
                        statement.setArray(
                                3,
                                texts(
                                        statement,
                                        ids.stream()
                                                .map(checkpoint.agents()::get)
                                                .map(WireCodec::encode)
                                                .map(bytes ->
                                                        new String(
                                                                bytes, StandardCharsets.UTF_8))));
                    });
        }

        @Override
        public void allTasks(TaskMark mark) {
            keep(
                    "insert into reconcile_marks values ('task', ?, ?, ?, ?::timestamptz)"
                            + " on conflict (subject_kind) do update"
                            + " set through_id = excluded.through_id, row_xid = excluded.row_xid,"
                            + " published = excluded.published",
                    statement -> {
                        statement.setLong(1, mark.throughId());
                        statement.setLong(2, mark.rowXid());
                        statement.setArray(
                                3,
                                statement
                                        .getConnection()
                                        .createArrayOf("bigint", mark.published().toArray()));
                        statement.setString(4, mark.lookedAt().toString());
                    });
        }

        private interface Parameters {
            void into(PreparedStatement statement) throws SQLException;
        }

        private void keep(String sql, Parameters parameters) {
            try (Connection connection =
                            DriverManager.getConnection(
                                    database.jdbcUrl(), database.user(), database.password());
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                parameters.into(statement);
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot keep where the look ended", e);
            }
        }

        private static Array texts(PreparedStatement statement, Stream<String> values)
                throws SQLException {
            return statement.getConnection().createArrayOf("text", values.toArray());
        }
    }
}
