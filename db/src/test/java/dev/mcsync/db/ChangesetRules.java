package dev.mcsync.db;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a changeset may not do, because the version before goes on reading and writing beside it: it
 * knows each column by its name and type, leaves out what it does not know, and must not wait for a
 * lock on a whole table. ADR 6 has the reasons.
 *
 * <p>Reads text, not SQL: what only looks like a fault is worded otherwise.
 */
final class ChangesetRules {

    private static final String NAME = "(?:if (?:not )?exists )?(?:only )?\"?([\\w.]+)\"?";
    private static final Pattern CREATED_TABLE = Pattern.compile("\\bcreate table " + NAME);
    private static final Pattern ALTERED_TABLE =
            Pattern.compile("\\balter table " + NAME + " ([^;]*)");
    private static final Pattern INDEX =
            Pattern.compile(
                    "\\bcreate (unique )?index (concurrently )?(if not exists )?\"?(\\w*)\"? ?on "
                            + NAME);
    private static final Pattern DROPPED_TABLE = Pattern.compile("\\bdrop table\\b");
    private static final Pattern RENAMED =
            Pattern.compile(
                    "\\balter (?:table|index|view|sequence|type|schema)\\b[^;]*\\brename\\b");
    private static final Pattern DROPPED_COLUMN =
            Pattern.compile("^drop (?!constraint\\b)(?:column )?\\w");
    private static final Pattern RETYPED =
            Pattern.compile("^alter (?:column )?\\S+ (?:set data )?type\\b");
    private static final Pattern EMPTY_NO_MORE =
            Pattern.compile("^alter (?:column )?\\S+ set not null\\b");
    private static final Pattern CONSTRAINT =
            Pattern.compile("^add (?:constraint|check|unique|foreign key|primary key|exclude)\\b");
    private static final Pattern CHECKED_COLUMN =
            Pattern.compile("\\b(?:check|unique|references|primary key)\\b");
    private static final Pattern FILLED =
            Pattern.compile("\\b(?:default|generated|(?:small|big)?serial)\\b");

    private ChangesetRules() {}

    /** Everything that should not be, in words. */
    static List<String> violations(String file) {
        List<Changeset> changesets = Changeset.allOf(file);
        Set<String> created =
                changesets.stream()
                        .flatMap(changeset -> changeset.statements().stream())
                        .flatMap(statement -> matches(CREATED_TABLE, statement))
                        .map(table -> table.group(1))
                        .collect(toSet());
        List<String> violations = new ArrayList<>();
        for (Changeset changeset : changesets) {
            for (String statement : changeset.statements()) {
                if (!statement.startsWith("comment on ") && !changeset.isOfLegacyTables()) {
                    faults(changeset, statement, created)
                            .forEach(fault -> violations.add(changeset.id() + ": " + fault));
                }
            }
        }
        return violations;
    }

    private static Stream<String> faults(
            Changeset changeset, String statement, Set<String> created) {
        Stream<String> indexes =
                matches(INDEX, statement)
                        .filter(index -> !created.contains(index.group(5)))
                        .flatMap(index -> faultsOfIndex(changeset, index));
        Stream<String> alterations =
                matches(ALTERED_TABLE, statement)
                        .flatMap(alteration ->
                                clauses(alteration.group(2)).stream()
                                        .flatMap(clause ->
                                                faultsOfClause(
                                                        clause,
                                                        !created.contains(alteration.group(1)))));
        return Stream.of(
                        fault(DROPPED_TABLE.matcher(statement).find(), "drops a table"),
                        fault(RENAMED.matcher(statement).find(), "renames"),
                        indexes,
                        alterations)
                .flatMap(faults -> faults);
    }

    private static Stream<String> faultsOfIndex(Changeset changeset, MatchResult index) {
        String name = index.group(4);
        boolean isWell =
                index.group(2) != null
                        && index.group(3) != null
                        && !changeset.isInTransaction()
                        && changeset
                                .statements()
                                .contains("drop index concurrently if exists " + name);
        return Stream.concat(
                fault(index.group(1) != null, "makes values unique that the version before writes"),
                fault(
                        !isWell,
                        "an index on a table that is there needs runInTransaction:false, drop index concurrently"
                                + " if exists, and create index concurrently if not exists"));
    }

    private static Stream<String> faultsOfClause(String clause, boolean isThere) {
        boolean isConstraint = CONSTRAINT.matcher(clause).find();
        boolean isColumn = clause.startsWith("add ") && !isConstraint;
        return Stream.of(
                        fault(DROPPED_COLUMN.matcher(clause).find(), "drops a column"),
                        fault(RETYPED.matcher(clause).find(), "changes a type"),
                        fault(EMPTY_NO_MORE.matcher(clause).find(), "sets not null"),
                        fault(
                                isThere
                                        && isColumn
                                        && clause.contains(" not null")
                                        && !FILLED.matcher(clause).find(),
                                "adds a column that may not be null and has no default"),
                        fault(
                                isThere
                                        && (isConstraint
                                                ? !clause.endsWith(" not valid")
                                                : isColumn
                                                        && CHECKED_COLUMN.matcher(clause).find()),
                                "adds a rule that is not \"not valid\""))
                .flatMap(faults -> faults);
    }

    private static Stream<String> fault(boolean isOne, String words) {
        return isOne ? Stream.of(words) : Stream.empty();
    }

    private static Stream<MatchResult> matches(Pattern pattern, String statement) {
        return pattern.matcher(statement).results();
    }

    /** What commas part that stand in no brackets. */
    private static List<String> clauses(String alteration) {
        List<String> clauses = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < alteration.length(); i++) {
            char at = alteration.charAt(i);
            depth += at == '(' ? 1 : at == ')' ? -1 : 0;
            if (at == ',' && depth == 0) {
                clauses.add(alteration.substring(from, i).strip());
                from = i + 1;
            }
        }
        clauses.add(alteration.substring(from).strip());
        return clauses;
    }
}
