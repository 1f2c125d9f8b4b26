package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version before works on beside every changeset, so none may take from it what it knows. */
class ChangesetRulesTest {

    private static final Path CHANGELOG = Path.of("src/main/resources/dev/mcsync/db/changelog");

    /**
     * Those before have run on databases that hold data, and Liquibase knows them by their
     * checksums: they are released, and cannot be worded anew.
     */
    private static final int FIRST_FILE = 99;

    @Test
    void noChangesetBreaksTheVersionBefore() throws IOException {
        for (Path file : files()) {
            if (number(file) >= FIRST_FILE) {
                assertThat(ChangesetRules.violations(Files.readString(file)))
                        .as(file.getFileName().toString())
                        .isEmpty();
            }
        }
    }

    /** Otherwise nothing would be found because nothing is read. */
    @Test
    void theChangelogIsReadToItsLastChangesetAndWouldBeFoundFaultWith() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            assertThat(Changeset.allOf(text))
                    .as(file.toString())
                    .hasSize(
                            (int)
                                    text.lines()
                                            .filter(line -> line.startsWith("--changeset "))
                                            .count())
                    .noneMatch(changeset -> changeset.statements().isEmpty());
        }
        assertThat(
                        ChangesetRules.violations(
                                Files.readString(CHANGELOG.resolve("094-lean-indexes.sql"))))
                .singleElement()
                .asString()
                .startsWith("mcsync:tasks-lean-indexes: an index on a table that is there needs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index tasks_a_idx on tasks (a)",
                "create index if not exists tasks_a_idx on tasks (a)",
                "create index concurrently if not exists tasks_a_idx on tasks (a)",
                "do $$ begin execute 'create index tasks_a_idx on tasks (a)'; end $$",
            })
    void anIndexThatLocksATableIsFound(String statement) {
        assertThat(violations(statement))
                .singleElement()
                .asString()
                .contains("needs runInTransaction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index concurrently if not exists tasks_a_idx on tasks (a)",
                "drop index concurrently if exists tasks_a_idx;"
                        + " create index concurrently tasks_a_idx on tasks (a)",
                "drop index concurrently if exists tasks_b_idx;"
                        + " create index concurrently if not exists tasks_a_idx on tasks (a)",
            })
    void anIndexOutsideATransactionIsFoundUnlessItReplacesWhatABrokenBuildLeft(String statements) {
        assertThat(
                        ChangesetRules.violations(
                                "--changeset a:b runInTransaction:false\n" + statements))
                .singleElement()
                .asString()
                .contains("needs runInTransaction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table tasks",
                "alter table tasks drop column a",
                "alter table tasks drop a",
                "ALTER TABLE tasks\n    add column c text,\n    DROP COLUMN IF EXISTS a",
                "alter table tasks rename column a to b",
                "alter table tasks rename to cards",
                "alter index tasks_a_idx rename to tasks_b_idx",
                "alter table tasks alter column a type bigint",
                "alter table tasks alter a set data type bigint",
                "alter table tasks alter column a set not null",
                "alter table tasks add column a text not null",
                "alter table only tasks add a text not null",
                "alter table tasks add column b numeric(4, 2), add column if not exists a text not null",
                "alter table tasks add constraint a_known check (a <> '')",
                "alter table tasks add check (a <> '')",
                "alter table tasks add constraint a_once unique (a)",
                "alter table tasks add foreign key (a) references agents_status (agent_id)",
                "alter table tasks add column a text references agents_status (agent_id)",
                "alter table tasks add column a text default '' check (a <> 'no; never')",
                "/* the same file */ create table notes (a text); alter table tasks drop column a",
                "do $$ begin perform 1; alter table tasks drop column a; end $$",
            })
    void whatBreaksTheVersionBeforeIsFound(String statements) {
        assertThat(violations(statements)).hasSize(1);
    }

    @Test
    void aUniqueIndexOnATableThatIsThereIsFoundHoweverItIsBuilt() {
        assertThat(
                        ChangesetRules.violations(
                                """
                                --changeset a:b runInTransaction:false
                                drop index concurrently if exists tasks_a_idx;
                                create unique index concurrently if not exists tasks_a_idx on tasks (a);
                                """))
                .containsExactly("a:b: makes values unique that the version before writes");
    }

    @Test
    void onlyAChangesetForLegacyTablesMayMakeAColumnFit() {
        String change = "alter table tasks alter column a type text;";

        assertThat(ChangesetRules.violations("--changeset mcsync:a\n" + change)).hasSize(1);
        assertThat(ChangesetRules.violations("--changeset mcsync:a-legacy\n" + change)).isEmpty();
    }

    @Test
    void whatOnlyAddsIsLeftAlone() {
        assertThat(
                        ChangesetRules.violations(
                                """
                                --liquibase formatted sql

                                --changeset mcsync:notes
                                --comment Once we wanted to drop table tasks; and to rename it.
                                create table if not exists notes (
                                    note_id text primary key,
                                    task_id text not null check (task_id <> '')
                                );
                                create unique index if not exists notes_task_idx on notes (task_id);
                                alter table notes add column a text not null, add unique (a);
                                alter table tasks
                                    add column if not exists a text,
                                    add column b integer not null default 0,
                                    alter column c drop not null,
                                    alter column d set default 'x',
                                    add constraint a_known check (a <> '') not valid;

                                --changeset mcsync:tasks-a runInTransaction:false
                                drop index concurrently if exists tasks_a_idx;
                                create index concurrently if not exists tasks_a_idx on tasks (a) where a is not null;

                                --changeset mcsync:notes-comments runOnChange:true
                                comment on table notes is 'Nobody may drop table notes; or alter table notes rename to n';
                                """))
                .isEmpty();
    }

    private static List<String> violations(String statements) {
        return ChangesetRules.violations("--changeset mcsync:bad\n" + statements + ";\n");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CHANGELOG)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().split("-", 2)[0]);
    }
}
