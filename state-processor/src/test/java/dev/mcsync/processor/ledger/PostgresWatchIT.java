package dev.mcsync.processor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.hearing.Hearing;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Which clocks have run out, after an outage and without one. The limits are those of a default.
 */
@Timeout(60)
class PostgresWatchIT {

    private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
    private static final Hearing ALWAYS_HEARD = new Hearing(NOW, true, null);

    private final PostgresAddress database = Testbed.shared().freshDatabase();
    private final ConnectionPool connections =
            PostgresPool.create(database, "postgres-watch-it", 2);
    private final Transactions transactions = new Transactions(connections);
    private final Watch watch = new PostgresWatch(transactions, Limits.DEFAULT);

    @BeforeEach
    void migrate() {
        DatabaseMigration.migrate(database);
    }

    @AfterEach
    void close() {
        connections.dispose();
    }

    @Test
    void withoutAnOutageAClockRunsOutAtItsDeadline() {
        task("tsk_queued", "queued", NOW.minusSeconds(1), null);
        task("tsk_running", "running", NOW, null);
        task("tsk_later", "running", NOW.plusSeconds(1), null);
        agent("agt_silent", "online", NOW.minusSeconds(3), NOW.minusSeconds(9));

        assertThat(overdue(ALWAYS_HEARD))
                .containsExactly(
                        Map.entry("tsk_queued", NOW.minusSeconds(1)),
                        Map.entry("tsk_running", NOW));
        assertThat(silent(ALWAYS_HEARD))
                .containsExactly(Map.entry("agt_silent", NOW.minusSeconds(3)));
    }

    @Test
    void afterAnOutageEveryClockThatWaitsForSomebodyGetsItsWholeLimit() {
        task("tsk_queued", "queued", NOW.minusSeconds(600), null);
        task("tsk_running", "running", NOW.minusSeconds(600), null);
        task("tsk_own_limit", "ack", NOW.minusSeconds(600), 30);
        agent("agt_silent", "online", NOW.minusSeconds(600), NOW.minusSeconds(900));

        Hearing after40Seconds = new Hearing(NOW, true, NOW.minusSeconds(40));
        assertThat(overdue(after40Seconds))
                .containsExactly(Map.entry("tsk_own_limit", NOW.minusSeconds(10)));
        assertThat(silent(after40Seconds)).isEmpty();

        Hearing after2Minutes = new Hearing(NOW, true, NOW.minusSeconds(120));
        assertThat(overdue(after2Minutes)).containsOnlyKeys("tsk_own_limit", "tsk_queued");

        Hearing after15Minutes = new Hearing(NOW, true, NOW.minus(Duration.ofMinutes(15)));
        assertThat(overdue(after15Minutes))
                .containsOnlyKeys("tsk_own_limit", "tsk_queued", "tsk_running");
        assertThat(silent(after15Minutes))
                .containsExactly(Map.entry("agt_silent", NOW.minusSeconds(600)));
    }

    @Test
    void whileNobodyCanBeHeardOnlyTheClocksGoOnThatWaitForNobody() {
        task("tsk_queued", "queued", NOW.minusSeconds(600), null);
        task("tsk_running", "running", NOW.minusSeconds(600), null);
        task("tsk_tried_again", "failed", NOW.minusSeconds(5), null);
        task("tsk_timed_out", "timeout", NOW.minusSeconds(4), null);
        agent("agt_silent", "online", NOW.minusSeconds(600), NOW.minusSeconds(900));

        assertThat(overdue(Hearing.deaf(NOW)))
                .containsExactly(
                        Map.entry("tsk_tried_again", NOW.minusSeconds(5)),
                        Map.entry("tsk_timed_out", NOW.minusSeconds(4)));
        assertThat(silent(Hearing.deaf(NOW))).isEmpty();
    }

    @Test
    void workOfAnAgentThatCameBackIsHandedOutAtOnce() {
        agent("agt_1", "online", NOW.plusSeconds(100), NOW.minusSeconds(1));
        task("tsk_queued", "queued", NOW.minusSeconds(600), null);

        Hearing justBack = new Hearing(NOW, true, NOW.minusSeconds(1));
        assertThat(watch.overdueTasks(justBack, 10))
                .singleElement()
                .matches(DeadlinePassed::agentReturned);
    }

    @Test
    void anAgentWhoseComingIsStillToBeToldIsToldOfAndNotCalledGone() {
        agent("agt_silent", "online", NOW.minusSeconds(3), NOW.minusSeconds(900));
        agent("agt_alive", "online", NOW.plusSeconds(3), NOW.minusSeconds(900));
        for (String id : List.of("agt_silent", "agt_alive")) {
            transactions.update(
                    "insert into presence_changes (event_id, agent_id, outcome)"
                            + " values ('evt_' || $1, $1, '{}')",
                    id);
        }

        assertThat(silent(ALWAYS_HEARD)).isEmpty();
        assertThat(watch.untoldAgents(NOW, 10))
                .containsExactly(
                        new AgentTouched(
                                new EventId("evt_agt_silent"), new AgentId("agt_silent"), true));

        transactions.update("update presence_changes set told_at = 'somewhere'");

        assertThat(silent(ALWAYS_HEARD)).containsOnlyKeys("agt_silent");
        assertThat(watch.untoldAgents(NOW, 10)).isEmpty();
    }

    private Map<String, Instant> overdue(Hearing hearing) {
        Map<String, Instant> overdue = new LinkedHashMap<>();
        for (DeadlinePassed passed : watch.overdueTasks(hearing, 10)) {
            overdue.put(passed.taskId().value(), passed.occurredAt());
        }
        return overdue;
    }

    private Map<String, Instant> silent(Hearing hearing) {
        Map<String, Instant> silent = new LinkedHashMap<>();
        for (SilencePassed passed : watch.silentAgents(hearing, 10)) {
            silent.put(passed.agentId().value(), passed.occurredAt());
        }
        return silent;
    }

    private void task(String id, String status, Instant deadline, @Nullable Integer ownSeconds) {
        transactions.update(
                "insert into tasks (task_id, version, agent_id, command_id, status, stage, deadline_at,"
                        + " ack_timeout, running_timeout) values ($1, 1, 'agt_1', $1 || '_cmd', $2, 'doing',"
                        + " $3::timestamptz, $4::integer, $4::integer)",
                id,
                status,
                deadline.toString(),
                ownSeconds == null ? null : ownSeconds.toString());
    }

    private void agent(String id, String presence, Instant deadline, Instant since) {
        transactions.update(
                "insert into agents_status (agent_id, version, presence, last_seen_at, presence_since,"
                        + " deadline_at) values ($1, 1, $2, $3::timestamptz, $3::timestamptz, $4::timestamptz)",
                id,
                presence,
                since.toString(),
                deadline.toString());
    }
}
