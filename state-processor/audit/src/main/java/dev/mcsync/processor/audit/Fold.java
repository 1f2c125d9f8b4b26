package dev.mcsync.processor.audit;

import dev.mcsync.processor.row.RowReader;
import dev.mcsync.processor.row.UnreadableRowException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one task or agent, entry by entry.
 *
 * @param <S> the task or agent
 */
final class Fold<S> {

    private final Consumer<RowReader> step;
    private final Supplier<Optional<S>> state;
    private final Supplier<List<String>> divergences;

    /**
     * @param step takes an entry; may throw {@link UnreadableRowException}
     */
    Fold(
            Consumer<RowReader> step,
            Supplier<Optional<S>> state,
            Supplier<List<String>> divergences) {
        this.step = step;
        this.state = state;
        this.divergences = divergences;
    }

    /**
     * Takes the entry that the cursor is on.
     *
     * @throws UnreadableEntryException when it holds what no processor could have written
     */
    void add(ResultSet entry) throws SQLException {
        try {
            step.accept(JdbcFields.reader(entry));
        } catch (UnreadableRowException e) {
            throw new UnreadableEntryException(entry.getLong(Side.ID), e);
        }
    }

    /** Null when the entries so far came to nothing. */
    @Nullable S state() {
        return state.get().orElse(null);
    }

    /** Entries of which the rules say something else than stands beside them. */
    List<String> divergences() {
        return divergences.get();
    }
}
