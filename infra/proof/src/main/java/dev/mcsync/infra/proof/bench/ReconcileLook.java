package dev.mcsync.infra.proof.bench;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.audit.Checkpoint;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.Logbook;
import dev.mcsync.processor.audit.TaskMark;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.startup.PlainDefaults;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** The mark of the tasks, which are many; the agents are folded from their first entry. */
    private record Kept(PostgresAddress database) implements Logbook {

        @Override
        public void allAgents(Checkpoint checkpoint) {}

        @Override
        public void allTasks(TaskMark mark) {
            try (Connection connection =
                            DriverManager.getConnection(
                                    database.jdbcUrl(), database.user(), database.password());
                    PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into reconcile_marks values ('task', ?, ?, ?, ?::timestamptz)"
                                            + " on conflict (subject_kind) do update"
                                            + " set through_id = excluded.through_id, row_xid = excluded.row_xid,"
                                            + " published = excluded.published")) {
                insert.setLong(1, mark.throughId());
                insert.setLong(2, mark.rowXid());
                insert.setArray(3, connection.createArrayOf("bigint", mark.published().toArray()));
                insert.setString(4, mark.lookedAt().toString());
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot keep the mark", e);
            }
        }
    }
}
