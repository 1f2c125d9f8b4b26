package dev.mcsync.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One changeset of a file of formatted SQL.
 *
 * @param id with its author
 * @param isInTransaction which is so unless its line says otherwise
 * @param statements in small letters and on one line each, without comments
 */
record Changeset(String id, boolean isInTransaction, List<String> statements) {

    private static final Pattern HEAD = Pattern.compile("(?m)^--changeset (\\S+)(.*)$");

    /** What a semicolon does not end a statement in, comments, and semicolons that do. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    """
                    (?xs) (?<comment> --[^\\n]* | /\\*.*?\\*/ )
                    | '(?:[^']|'')*' | "[^"]*" | \\$(?<tag>\\w*)\\$ .*? \\$\\k<tag>\\$
                    | (?<end> ; )
                    """);

    Changeset {
        statements = List.copyOf(statements);
    }

    static List<Changeset> allOf(String file) {
        List<Changeset> changesets = new ArrayList<>();
        Matcher head = HEAD.matcher(file);
        boolean isThere = head.find();
        while (isThere) {
            String id = head.group(1);
            boolean isInTransaction = !head.group(2).contains("runInTransaction:false");
            int begin = head.end();
            isThere = head.find();
            String body = file.substring(begin, isThere ? head.start() : file.length());
            changesets.add(new Changeset(id, isInTransaction, statementsOf(body)));
        }
        return changesets;
    }

    /**
     * Makes columns fit that the old system happens to have by the same name; those that a version
     * of ours made fit already.
     */
    boolean isOfLegacyTables() {
        return id.endsWith("-legacy");
    }

    private static List<String> statementsOf(String body) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher token = TOKEN.matcher(body);
        int from = 0;
        while (token.find()) {
            statement.append(body, from, token.start());
            from = token.end();
            if (token.group("end") != null) {
                addTo(statements, statement);
            } else {
                statement.append(token.group("comment") == null ? token.group() : " ");
            }
        }
        addTo(statements, statement.append(body, from, body.length()));
        return statements;
    }

    private static void addTo(List<String> statements, StringBuilder statement) {
        String plain = statement.toString().strip().replaceAll("\\s+", " ");
        statement.setLength(0);
        if (!plain.isEmpty()) {
            statements.add(plain.toLowerCase(Locale.ROOT));
        }
    }
}
