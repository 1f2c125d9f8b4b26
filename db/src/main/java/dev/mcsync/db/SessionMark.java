package dev.mcsync.db;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * By what a connection knows its session of the database, whichever driver it is of: a setting of
 * ours, with another value in each. A server forgets it when it resets a session for the next
 * client, so whoever finds one at the beginning, or later another than his own, shares the session
 * with somebody.
 */
final class SessionMark {

    private static final String NAME = "mc_sync.session";

    /** Says in its first column what mark is there; empty for none. */
    static final String FIND = "select coalesce(current_setting('" + NAME + "', true), '')";

    private static final String BEGIN =
            """
            with earlier as materialized (%s as mark)
            select mark, set_config('%s', '%s', false)%s from earlier
            """;

    private SessionMark() {}

    static String fresh() {
        return UUID.randomUUID().toString();
    }

    /**
     * Says in its first column what mark was there, and sets this one and the settings.
     *
     * @param settings of PostgreSQL, by their names; of the product's own, so never of somebody's
     *     input
     */
    static String begin(String mark, Map<String, String> settings) {
        return BEGIN.formatted(
                FIND,
                NAME,
                mark,
                new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(setting ->
                                        ", set_config('%s', '%s', false)"
                                                .formatted(setting.getKey(), setting.getValue()))
                                .collect(joining()));
    }

    /** For people, about a session that is shared; docs/security.md says more. */
    static String refusal() {
        return "Expected a session of the database for this connection alone, found one that others"
                + " use too: a pooler in between, such as PgBouncer, has to be in session mode and"
                + " to reset each session (server_reset_query = DISCARD ALL)";
    }
}
