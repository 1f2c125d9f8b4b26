package dev.mcsync.notifier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.notifier.Query;
import dev.mcsync.notifier.ledger.IncidentBook.Incident;
import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class R2dbcIncidentBookIT {

    private static final Incident INCIDENT =
            new Incident(
                    "discord:team", "discord_channel_refused", "A subject", "{\"status\":404}");

    private final PostgresAddress database = Testbed.shared().freshDatabase();
    private final ConnectionPool connections = PostgresPool.create(database, "incidents-it", 2);
    private final IncidentBook book = new R2dbcIncidentBook(connections);

    @AfterEach
    void close() {
        connections.dispose();
    }

    @Test
    void oneIncidentIsOpenForEachCause() {
        book.open(INCIDENT).block();
        book.open(INCIDENT).block();

        assertThat(rows())
                .containsExactly("discord:team|discord_channel_refused|A subject|404|t|null");
    }

    @Test
    void aResolvedIncidentMayComeBackAsAnotherOne() {
        book.open(INCIDENT).block();
        book.resolve("discord:team", "notifier-worker").block();
        book.resolve("discord:team", "somebody else").block();
        book.open(INCIDENT).block();

        assertThat(rows())
                .containsExactly(
                        "discord:team|discord_channel_refused|A subject|404|f|notifier-worker",
                        "discord:team|discord_channel_refused|A subject|404|t|null");
    }

    @Test
    void otherIncidentsAreLeftAlone() {
        book.open(INCIDENT).block();
        book.resolve("discord:other", "notifier-worker").block();

        assertThat(rows()).hasSize(1).first().asString().endsWith("|t|null");
    }

    private List<String> rows() {
        return Query.rows(
                database,
                "select cause, kind, subject, detail ->> 'status', resolved_at is null, resolved_by"
                        + " from incidents order by incident_id");
    }
}
