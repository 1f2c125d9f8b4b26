package dev.mcsync.db;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Brings a database to the schema of this version. It adds what is missing and drops nothing, so it
 * may be run on an empty database, on one from before mc-sync and on one that is up to date, by
 * several processes at once.
 */
public final class DatabaseMigration {

    private static final String CHANGELOG = "dev/mcsync/db/changelog/master.yaml";

    /** How long to wait for another migration to end. */
    private static final Duration TURN_LIMIT = Duration.ofSeconds(60);

    /** How long a statement waits for a table that someone else holds. */
    private static final String LOCK_LIMIT = "set lock_timeout = '60s'";

    private static final String URL = "POSTGRES_URL";
    private static final String URL_IN_FILE = URL + "_FILE";

    private static final String HELP =
            """
            Brings the mc-sync database up to date and ends. Safe to run again.

              POSTGRES_URL        postgresql://user:password@host:port/database[?sslmode=…&sslrootcert=…]
              POSTGRES_URL_FILE   a file that holds it, in its place

            Ends with 0 when the schema is up to date, 1 when it could not be, 2 when called wrongly.
            """;

    private DatabaseMigration() {}

    /** The migration as a job of its own, before the services start. See {@code --help}. */
    public static void main(String... args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    /**
     * Brings the database up to date. Blocks, for up to a minute while another process migrates.
     *
     * @return how many changesets were applied, without those that give roles their rights every
     *     time; 0 if it was up to date already
     * @throws DatabaseMigrationException if the database is out of reach or a changeset failed
     */
    public static int migrate(PostgresAddress address) {
        return migrate(address, CHANGELOG);
    }

    static int migrate(PostgresAddress address, String changelog) {
        try (Connection connection = PostgresConnection.open(address, "mc-sync-migration");
                Statement statement = connection.createStatement()) {
            statement.execute(LOCK_LIMIT);
            MigrationLock.take(connection, TURN_LIMIT);
            return Scope.child(quiet(), () -> update(connection, changelog));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseMigrationException("interrupted while migrating " + address, e);
        } catch (Exception e) {
            throw new DatabaseMigrationException(
                    "could not migrate " + address + ": " + rootMessage(e), e);
        }
    }

    static int run(
            String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"))) {
            out.print(HELP);
            return 0;
        }
        if (args.length > 0) {
            err.println("no arguments expected");
            err.print(HELP);
            return 2;
        }
        try {
            PostgresAddress address = PostgresAddress.parse(url(environment));
            int applied = migrate(address);
            out.printf("%s is up to date (%d changesets applied)%n", address, applied);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("POSTGRES_URL: " + e.getMessage());
            return 2;
        } catch (DatabaseMigrationException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static String url(Map<String, String> environment) {
        String url = environment.getOrDefault(URL, "");
        String file = environment.getOrDefault(URL_IN_FILE, "");
        if (url.isBlank() == file.isBlank()) {
            throw new IllegalArgumentException(
                    url.isBlank()
                            ? "not set, and " + URL_IN_FILE + " neither; see --help"
                            : URL_IN_FILE + " is set too; one of them is meant");
        }
        try {
            return url.isBlank() ? Files.readString(Path.of(file.strip())) : url;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "cannot be read from the file in " + URL_IN_FILE + ": " + file, e);
        }
    }

    private static int update(Connection connection, String changelog) throws LiquibaseException {
        Database database =
                DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        // Ours is held, so a row that says "locked" was left by a process that is gone.
        LockServiceFactory.getInstance().getLockService(database).forceReleaseLock();
        Liquibase liquibase =
                new Liquibase(
                        changelog,
                        new ClassLoaderResourceAccessor(DatabaseMigration.class.getClassLoader()),
                        database);
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        long due =
                liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                        .filter(changeset -> !changeset.isAlwaysRun())
                        .count();
        liquibase.update(new Contexts(), new LabelExpression());
        return Math.toIntExact(due);
    }

    private static Map<String, Object> quiet() {
        return Map.of(
                Scope.Attr.logService.name(),
                new QuietLogService(),
                Scope.Attr.ui.name(),
                new LoggerUIService(),
                "liquibase.analytics.enabled",
                "false");
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
