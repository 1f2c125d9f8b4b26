package dev.mcsync.processor.audit;

import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look is at, in pieces that are read in moments of their own: a moment of the database that
 * lasts for minutes keeps the server from removing a dead row anywhere. For one thread.
 */
interface Pieces {

    /** Some tenths of a second, where tasks have the usual ten entries. */
    int SUBJECTS = 500;

    /** Null when there are no more. */
    @Nullable Subjects next(DatabaseSnapshot snapshot) throws SQLException;

    /** All that have a row or a ledger, in the order of their ids. */
    static Pieces ofAll(Side<?> side) {
        return new OfAll(side);
    }

    static Pieces of(Collection<String> ids) {
        return new OfNamed(ids.iterator());
    }

    /** The rows say where a piece ends; ledgers without a row are in the piece they lie in. */
    final class OfAll implements Pieces {

        private final Side<?> side;
        private @Nullable String after;
        private boolean isDone;

        private OfAll(Side<?> side) {
            this.side = side;
        }

        @Override
        public @Nullable Subjects next(DatabaseSnapshot snapshot) throws SQLException {
            if (isDone) {
                return null;
            }
            String through = end(snapshot);
            Subjects piece = new Subjects.Between(after, through);
            after = through;
            isDone = through == null;
            return piece;
        }

        private @Nullable String end(DatabaseSnapshot snapshot) throws SQLException {
            Subjects rest = new Subjects.Between(after, null);
            String sql =
                    "select t.%1$s from %2$s t where true%3$s order by %4$s offset %5$d limit 1"
                            .formatted(
                                    side.idColumn(),
                                    side.table(),
                                    rest.condition(snapshot, "t." + side.idColumn()),
                                    snapshot.byBytes("t." + side.idColumn()),
                                    SUBJECTS - 1);
            try (Rows rows = snapshot.rows(sql, rest.binding(snapshot))) {
                return rows.next() ? Columns.text(rows.row(), 1) : null;
            }
        }
    }

    /** In whatever order they come. */
    final class OfNamed implements Pieces {

        private final Iterator<String> rest;

        private OfNamed(Iterator<String> rest) {
            this.rest = rest;
        }

        @Override
        public @Nullable Subjects next(DatabaseSnapshot snapshot) {
            if (!rest.hasNext()) {
                return null;
            }
            List<String> ids = new ArrayList<>(SUBJECTS);
            while (rest.hasNext() && ids.size() < SUBJECTS) {
                ids.add(rest.next());
            }
            return new Subjects.Named(ids);
        }
    }
}
