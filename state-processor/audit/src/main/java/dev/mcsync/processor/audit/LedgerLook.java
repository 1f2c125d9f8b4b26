package dev.mcsync.processor.audit;

import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import dev.mcsync.processor.row.UnreadableRowException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds the ledger subject by subject, side by side with the rows: two streams in the same order,
 * merged. For one thread and one look.
 */
final class LedgerLook<S> {

    private static final int REPORT_EVERY = 20_000;
    private static final int MAX_DIVERGENCES_TOLD = 3;

    private final Side<S> side;
    private final boolean withChain;
    private final long boundary;
    private final Listener listener;
    private @Nullable ChainCheck chain;
    private long subjects;
    private long entries;
    private long sealed;
    private long expectedEntries;
    private long told;

    /**
     * @param boundary the row of the ledger at which the states are of interest
     */
    LedgerLook(Side<S> side, boolean withChain, long boundary, Listener listener) {
        this.side = side;
        this.withChain = withChain && side.kind() == Subject.Kind.TASK;
        this.boundary = boundary;
        this.listener = listener;
    }

    /** Subjects with a row or a ledger. */
    long subjects() {
        return subjects;
    }

    long entries() {
        return entries;
    }

    long sealed() {
        return sealed;
    }

    /** Whether nothing was told. */
    boolean isWell() {
        return told == 0;
    }

    /**
     * @param rows of the ledger there are about, for the progress; 0 where it is of no interest
     */
    void expect(long rows) {
        expectedEntries = rows;
    }

    /**
     * Looks at a piece in one moment of the database.
     *
     * @param verdicts hears of each subject
     */
    void run(Subjects piece, DatabaseSnapshot snapshot, Verdicts<S> verdicts) throws SQLException {
        Starts<S> starts = Starts.read(side, piece, snapshot);
        starts.unreadable()
                .forEach(id ->
                        tell(
                                Discrepancy.Kind.HISTORY_DIVERGED,
                                id,
                                null,
                                null,
                                List.of(),
                                "its checkpoint cannot be read"));
        ChainCheck seals = chain(snapshot);
        LedgerStreams streams = new LedgerStreams(side, snapshot, withChain, piece);
        try (Rows ledger = streams.entries();
                Rows rows = streams.rows()) {
            SubjectStream entry = new SubjectStream(ledger);
            SubjectStream row = new SubjectStream(rows);
            while (entry.isThere() || row.isThere()) {
                int order = entry.compareTo(row);
                String id = order <= 0 ? entry.id() : row.id();
                Folded<S> folded =
                        order <= 0 ? fold(starts.of(id), entry, seals) : startOf(starts.of(id));
                compare(id, folded, order >= 0 ? row : null, verdicts);
                if (order >= 0) {
                    row.advance();
                }
                subjects++;
            }
        }
    }

    private ChainCheck chain(DatabaseSnapshot snapshot) throws SQLException {
        ChainCheck known = chain;
        if (known == null) {
            known = new ChainCheck(withChain ? firstSealed(snapshot) : Long.MAX_VALUE);
            chain = known;
        }
        return known;
    }

    /** The lowest id that has a seal. */
    private static long firstSealed(DatabaseSnapshot snapshot) throws SQLException {
        return snapshot.number(
                "select coalesce((select id from agent_events where chain is not null order by id limit 1), "
                        + Long.MAX_VALUE
                        + ")",
                Binding.NOTHING);
    }

    /**
     * @param before the state at the boundary
     * @param fault why the ledger could not be read to its end; null when it could
     */
    private record Folded<S>(
            @Nullable S state,
            @Nullable S before,
            List<String> divergences,
            @Nullable String fault) {}

    private static <S> Folded<S> startOf(Starts.@Nullable Start<S> start) {
        S state = start == null ? null : start.state();
        return new Folded<>(state, state, List.of(), null);
    }

    private Folded<S> fold(Starts.@Nullable Start<S> start, SubjectStream entry, ChainCheck seals)
            throws SQLException {
        byte[] subject = entry.subject();
        Fold<S> fold = side.fold(start == null ? null : start.state());
        String fault = null;
        S before = fold.state();
        boolean isBefore = true;
        seals.beginTask();
        while (entry.isAt(subject)) {
            ResultSet row = entry.row();
            long rowId = row.getLong(Side.ID);
            if (withChain) {
                checkChain(entry.id(), rowId, row, seals);
            }
            if (isBefore && rowId > boundary) {
                before = fold.state();
                isBefore = false;
            }
            if (start == null || rowId > start.throughId()) {
                fault = fault == null ? added(fold, row) : fault;
            }
            entry.advance();
            countEntry();
        }
        S state = fold.state();
        return new Folded<>(state, isBefore ? state : before, fold.divergences(), fault);
    }

    /** Rows without a body are from before the ledger was one. */
    private static @Nullable String added(Fold<?> fold, ResultSet row) throws SQLException {
        if (row.getString(Side.BODY) == null) {
            return null;
        }
        try {
            fold.add(row);
            return null;
        } catch (UnreadableEntryException e) {
            return e.getMessage();
        }
    }

    private void checkChain(String id, long rowId, ResultSet row, ChainCheck seals)
            throws SQLException {
        int columns = row.getMetaData().getColumnCount();
        byte[] link = row.getBytes(columns - 1);
        sealed += link == null ? 0 : 1;
        seals.accept(rowId, link, Columns.bytes(row, columns))
                .ifPresent(fault ->
                        tell(Discrepancy.Kind.CHAIN_BROKEN, id, null, null, List.of(), fault));
    }

    private void compare(
            String id, Folded<S> folded, @Nullable SubjectStream row, Verdicts<S> verdicts)
            throws SQLException {
        if (folded.fault() != null) {
            tell(Discrepancy.Kind.HISTORY_DIVERGED, id, null, null, List.of(), folded.fault());
            verdicts.unsound(id);
            return;
        }
        if (!folded.divergences().isEmpty()) {
            String first =
                    String.join(
                            "; ",
                            folded.divergences()
                                    .subList(
                                            0,
                                            Math.min(
                                                    MAX_DIVERGENCES_TOLD,
                                                    folded.divergences().size())));
            tell(Discrepancy.Kind.HISTORY_DIVERGED, id, folded.state(), null, List.of(), first);
        }
        if (row == null) {
            compareWithoutRow(id, folded, verdicts);
        } else {
            compareWithRow(id, folded, row.row(), verdicts);
        }
    }

    /** Facts about a task that never was are refused, and leave a ledger that comes to nothing. */
    private void compareWithoutRow(String id, Folded<S> folded, Verdicts<S> verdicts) {
        if (folded.state() == null) {
            verdicts.sound(id, null, folded.before());
        } else {
            tell(Discrepancy.Kind.ROW_MISSING, id, folded.state(), null, List.of(), null);
            verdicts.unsound(id);
        }
    }

    private void compareWithRow(String id, Folded<S> folded, ResultSet row, Verdicts<S> verdicts)
            throws SQLException {
        S state = folded.state();
        S found;
        try {
            found = side.row(row);
        } catch (UnreadableRowException e) {
            tell(Discrepancy.Kind.ROW_UNREADABLE, id, state, null, List.of(), e.getMessage());
            verdicts.unsound(id);
            return;
        }
        if (state != null && side.isSame(state, found)) {
            verdicts.sound(id, found, folded.before());
            return;
        }
        verdicts.unsound(id);
        if (state == null) {
            tell(Discrepancy.Kind.ROW_ORPHAN, id, null, found, List.of(), null);
        } else {
            tell(
                    Discrepancy.Kind.ROW_EDITED,
                    id,
                    state,
                    found,
                    Differences.between(side.encode(state), side.encode(found)),
                    null);
        }
    }

    private void tell(
            Discrepancy.Kind kind,
            String id,
            @Nullable S folded,
            @Nullable S row,
            List<FieldDifference> differences,
            @Nullable String detail) {
        told++;
        listener.findings()
                .accept(
                        new Discrepancy(
                                kind,
                                new Subject(side.kind(), id),
                                new Discrepancy.Versions(
                                        folded == null ? null : side.version(folded),
                                        row == null ? null : side.version(row),
                                        null),
                                differences,
                                detail));
    }

    private void countEntry() {
        if (++entries % REPORT_EVERY == 0) {
            listener.progress()
                    .at("ledger of " + side.kind().wireName() + "s", entries, expectedEntries);
        }
    }
}
