package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the ledgers of some subjects came to before the entries that are still there.
 *
 * @param unreadable whose start holds what no processor could have written
 */
record Starts<S>(Map<String, Start<S>> byId, List<String> unreadable) {

    /**
     * @param throughId the last row of the ledger that is in the state
     */
    record Start<S>(long throughId, S state) {}

    static <S> Starts<S> read(Side<S> side, Subjects subjects, DatabaseSnapshot snapshot)
            throws SQLException {
        Map<String, Start<S>> byId = new HashMap<>();
        List<String> unreadable = new ArrayList<>();
        Optional<String> sql = side.starts(subjects.condition(snapshot, side.idColumn()));
        if (sql.isPresent()) {
            try (Rows rows = snapshot.rows(sql.get(), subjects.binding(snapshot))) {
                while (rows.next()) {
                    String id = Columns.text(rows.row(), 1);
                    switch (side.decode(Columns.bytes(rows.row(), 3))) {
                        case Decoded.Valid<S>(S state) ->
                                byId.put(id, new Start<>(rows.row().getLong(2), state));
                        case Decoded.Invalid<S> _ -> unreadable.add(id);
                    }
                }
            }
        }
        return new Starts<>(byId, unreadable);
    }

    /** Null where the ledger starts at its first entry. */
    @Nullable Start<S> of(String id) {
        return byId.get(id);
    }
}
