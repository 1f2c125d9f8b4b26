package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The roles of the database on a real server, made as CloudNativePG makes them: the owner of the
 * database first, then what the cluster's file says to run in it, then the roles that it manages.
 */
final class RolesIT {

    private static final JsonNode SPEC =
            Yaml.read(Repository.KUBERNETES.resolve("cnpg/cluster.yaml")).path("spec");

    private static final String TABLES =
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
                    + " and relkind = 'r' and relname not like 'databasechangelog%'";

    private static EmbeddedPostgres server;

    @BeforeAll
    static void migrateAsTheOwner() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
        JsonNode initdb = SPEC.at("/bootstrap/initdb");
        String owner = initdb.path("owner").asString("");
        String database = initdb.path("database").asString("");
        run(as("postgres", "postgres"), "create role %s login".formatted(owner));
        run(as("postgres", "postgres"), "create database %s owner %s".formatted(database, owner));
        for (String statement : Workload.list(initdb.path("postInitApplicationSQL"))) {
            run(as("postgres", database), statement);
        }
        for (JsonNode role : SPEC.at("/managed/roles")) {
            run(
                    as("postgres", "postgres"),
                    "alter role %s login".formatted(role.path("name").asString("")));
        }
        DatabaseMigration.migrate(as(owner));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "mcsync_app, select, true",
        "mcsync_app, insert, true",
        "mcsync_app, truncate, false",
        "mcsync_app, trigger, false",
        "mcsync_reader, select, true",
        "mcsync_reader, insert, false",
        "mcsync_reader, update, false",
        "mcsync_reader, delete, false"
    })
    void aRoleMayDoWithEveryTable(String role, String what, boolean isAllowed) throws SQLException {
        String others =
                TABLES + " and has_table_privilege(oid, '%s') <> %s".formatted(what, isAllowed);

        assertThat(texts(role, others)).isEmpty();
        assertThat(texts(role, TABLES)).contains("tasks", "agent_events", "discord_deliveries");
    }

    @Test
    void theServicesTakeNothingOutOfTheLedger() throws SQLException {
        String kept = TABLES + " and not has_table_privilege(oid, 'delete')";

        assertThat(texts("mcsync_app", kept)).contains("tasks", "agent_events");
    }

    @Test
    void theServicesTakeTheNumbersOfRows() throws SQLException {
        String unusable =
                "select sequencename from pg_sequences where schemaname = 'public'"
                        + " and not has_sequence_privilege('public.' || sequencename, 'usage')";

        assertThat(texts("mcsync_app", unusable)).isEmpty();
    }

    /** Of all processors one writes down which log it is. */
    @Test
    void theServicesTakeTheOneLockThatTheyTake() throws SQLException {
        String lock = "begin; lock table known_topics in share row exclusive mode; commit";

        run(as("mcsync_app"), lock);

        assertThatThrownBy(() -> run(as("mcsync_reader"), lock))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table more (id int)",
                "alter table tasks add column more int",
                "drop table tasks",
                "truncate tasks",
                "alter table agent_events disable trigger all",
                "create role more"
            })
    void theServicesChangeNoTable(String statement) {
        assertThatThrownBy(() -> run(as("mcsync_app"), statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void whoIsNeitherDoesNotGetIn() throws SQLException {
        run(as("postgres"), "create role stranger login");

        assertThatThrownBy(() -> run(as("stranger"), "select 1"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }

    private static PostgresAddress as(String role) {
        return as(role, "mcsync");
    }

    private static PostgresAddress as(String role, String database) {
        return new PostgresAddress(
                role, "unused-by-trust", "127.0.0.1", server.getPort(), database);
    }

    private static List<String> texts(String role, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = open(as(role));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void run(PostgresAddress address, String sql) throws SQLException {
        try (Connection connection = open(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection open(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
