package dev.mcsync.infra.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.proof.bench.load.Client;
import dev.mcsync.infra.proof.bench.load.ClosedLoad;
import dev.mcsync.infra.proof.bench.load.Crowd;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.load.OpenLoad;
import dev.mcsync.infra.proof.bench.load.Reports;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.bench.subject.Question;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Product and plain yardstick do what they are compared for, and the load generator sees all of it.
 */
class YardstickIT {

    private static final int RATE = 50;
    private static final int BOARDS = 3;
    private static final int TASKS = 50;

    private static Bed bed;

    private final Reports reports = new Reports(TASKS, 5);

    @BeforeAll
    static void start() {
        bed = Bed.ofProductAndPlain();
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @Test
    void aSecondOfReportsIsAnsweredAndSeenOnEveryBoardOfPlain() throws SQLException {
        Journal journal = aSecondOn(bed.subjects().getLast());

        assertThat(journal.unseen(0, RATE)).isZero();
    }

    @Test
    void theStagesTellOfEveryReportThatTheProductShowed() throws SQLException {
        try (Stages stages = Stages.begin(bed)) {
            Journal journal = aSecondOn(bed.product());

            List<Figure> told =
                    stages.tell(new Figure.Place("it", "product", "it"), reports, journal, 0);

            assertThat(told).hasSize(5);
            assertThat(told)
                    .allSatisfy(stage ->
                            assertThat(stage.values().get("n"))
                                    .isEqualTo(RATE - journal.unseen(0, RATE)));
        }
    }

    @Test
    void eachReportOfAnArrayHasATransactionOfPlainAndARepeatedOneHasNone() throws SQLException {
        Subject plain = bed.subjects().getLast();
        try (Client client = new Client(plain.address())) {
            plain.create(reports, client);
            for (int turn = 0; turn < 2; turn++) {
                ClosedLoad load = new ClosedLoad(client, reports, 0, 20);
                assertThat(load.run(1, Duration.ofNanos(1)).accepted()).isEqualTo(20);
            }
        }

        String ofThese = " from agent_events where starts_with(event_id, '%s')";
        assertThat(ask(plain, "select count(*)" + ofThese)).isEqualTo(20);
        assertThat(ask(plain, "select count(distinct xmin::text)" + ofThese)).isEqualTo(20);
        assertThat(
                        ask(
                                plain,
                                "select sum(version) from tasks where starts_with(last_event_id, '%s')"))
                .isEqualTo(20);
        assertThat(
                        ask(
                                plain,
                                "select count(*) from agents_status where starts_with(last_event_id, '%s')"))
                .isEqualTo(5);
    }

    private Journal aSecondOn(Subject subject) throws SQLException {
        Journal journal = new Journal(RATE, Duration.ofSeconds(1));
        try (Client client = new Client(subject.address())) {
            subject.create(reports, client);
            Crowd crowd = new Crowd(reports, journal, 0);
            client.open(crowd, BOARDS);
            OpenLoad load = new OpenLoad(client, reports, journal);
            load.send();
            load.awaitSightings();
            assertThat(journal.refused()).isZero();
            assertThat(journal.untilAnswered(0, RATE).getTotalCount()).isEqualTo(RATE);
            assertThat(client.openBoards()).isEqualTo(BOARDS);
            return journal;
        }
    }

    private long ask(Subject subject, String sql) throws SQLException {
        try (Connection connection = subject.connect()) {
            return Question.number(connection, sql.formatted(reports.prefix()));
        }
    }
}
