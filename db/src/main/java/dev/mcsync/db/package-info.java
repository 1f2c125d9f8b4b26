/**
 * The PostgreSQL schema and the one way to reach it: where the database is ({@link
 * dev.mcsync.db.PostgresAddress}), how it gets its tables ({@link
 * dev.mcsync.db.DatabaseMigration}), pools whose limits live in the server ({@link
 * dev.mcsync.db.PostgresPool}), single connections ({@link dev.mcsync.db.PostgresConnection}), and
 * transactions that nobody can tear ({@link dev.mcsync.db.WatchedTransactions}). Hides Liquibase
 * and the drivers' settings.
 */
@NullMarked
package dev.mcsync.db;

import org.jspecify.annotations.NullMarked;
