package dev.mcsync.infra.backing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What a server is asked for before anybody uses it, as the superuser.
 *
 * @param isSecured whether each role is there, and not the owner alone
 */
record PostgresSetup(PostgresFiles files, boolean isSecured) {
    static final String NAME = "mcsync";

    private static final List<String> DURABILITY =
            List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums");

    /** Never starts to serve without it. */
    static void requireDurability(Statement statement) throws SQLException {
        for (String setting : DURABILITY) {
            try (ResultSet row = statement.executeQuery("show " + setting)) {
                if (!row.next() || !"on".equals(row.getString(1))) {
                    throw new BackingFailedException(
                            "PostgreSQL must run with " + setting + "=on, and does not");
                }
            }
        }
    }

    /** The product's roles and its database. */
    void createIfNew(Statement statement) throws SQLException {
        for (DatabaseRole role : DatabaseRole.values()) {
            boolean isWanted = role == DatabaseRole.OWNER || isSecured;
            String name = role.roleName();
            if (isWanted
                    && !exists(statement, "select from pg_roles where rolname = '" + name + "'")) {
                statement.execute(
                        "create role %s login %s password '%s'"
                                .formatted(
                                        name,
                                        role == DatabaseRole.OWNER ? "createdb" : "nocreatedb",
                                        files.password(role)));
            }
        }
        if (!exists(statement, "select from pg_database where datname = '" + NAME + "'")) {
            statement.execute("create database " + NAME + " owner " + NAME);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
