package dev.mcsync.processor.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one task or agent, entry by entry.
 *
 * @param <S> the task or agent
 */
interface Fold<S> {

    /**
     * Takes the entry that the cursor is on.
     *
     * @throws UnreadableEntryException when it holds what no processor could have written
     */
    void add(ResultSet entry) throws SQLException;

    /** Null when the entries so far came to nothing. */
    @Nullable S state();

    /** Entries of which the rules say something else than stands beside them. */
    List<String> divergences();
}
