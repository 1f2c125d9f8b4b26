package dev.mcsync.infra.proof.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.proof.bench.load.Client;
import dev.mcsync.infra.proof.bench.load.ClosedLoad;
import dev.mcsync.infra.proof.bench.load.Crowd;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.load.OpenLoad;
import dev.mcsync.infra.proof.bench.load.Reports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yardstick does what it is compared for, and the load generator sees all of it. */
class PlainProcessIT {

    private static final int BOARDS = 3;

    @TempDir private static Path directory;

    private static PostgresServer database;
    private static PlainProcess plain;
    private static Subject subject;

    private final Reports reports = new Reports(10, 5);

    @BeforeAll
    static void start() {
        database = PostgresServer.start(directory.resolve("postgres"), LoopbackPorts.free());
        plain = PlainProcess.start(database.address(), directory.resolve("plain.log"));
        subject = plain.subject();
    }

    @AfterAll
    static void stop() {
        plain.close();
        database.close();
    }

    @Test
    void aSecondOfReportsIsAnsweredAndSeenOnEveryBoard() throws SQLException {
        Journal journal = new Journal(50, Duration.ofSeconds(1));
        try (Client client = new Client(subject.address())) {
            subject.create(reports, client);
            Crowd crowd = new Crowd(reports, journal, 0);
            client.open(crowd, BOARDS);

            OpenLoad load = new OpenLoad(client, reports, journal);
            load.send();
            load.awaitSightings();

            assertThat(journal.refused()).isZero();
            assertThat(journal.untilAnswered(0, 50).getTotalCount()).isEqualTo(50);
            assertThat(journal.unseen(0, 50)).isZero();
            assertThat(client.openBoards()).isEqualTo(BOARDS);
        }
        assertThat(ask("select count(*) from agent_events where starts_with(event_id, '%s')"))
                .isEqualTo(50);
        assertThat(ask("select count(*) from agents_status where starts_with(last_event_id, '%s')"))
                .isEqualTo(5);
    }

    @Test
    void eachReportOfAnArrayHasATransactionAndARepeatedOneHasNone() throws SQLException {
        try (Client client = new Client(subject.address())) {
            subject.create(reports, client);

            ClosedLoad.Result first =
                    new ClosedLoad(client, reports, 0, 20).run(1, Duration.ofNanos(1));
            ClosedLoad.Result again =
                    new ClosedLoad(client, reports, 0, 20).run(1, Duration.ofNanos(1));

            assertThat(first.accepted()).isEqualTo(20);
            assertThat(again.accepted()).isEqualTo(20);
        }
        String ofThese = " from agent_events where starts_with(event_id, '%s')";
        assertThat(ask("select count(*)" + ofThese)).isEqualTo(20);
        assertThat(ask("select count(distinct xmin::text)" + ofThese)).isEqualTo(20);
        assertThat(ask("select sum(version) from tasks where starts_with(last_event_id, '%s')"))
                .isEqualTo(20);
    }

    private long ask(String sql) throws SQLException {
        try (Connection connection = subject.connect()) {
            return Question.number(connection, sql.formatted(reports.prefix()));
        }
    }
}
