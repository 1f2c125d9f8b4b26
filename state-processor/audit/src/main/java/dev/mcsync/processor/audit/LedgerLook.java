package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import dev.mcsync.processor.row.UnreadableRowException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds the ledger subject by subject, side by side with the rows: two streams in the same order,
 * merged. For one thread and one run.
 */
final class LedgerLook<S> {

    private static final int REPORT_EVERY = 20_000;
    private static final int MAX_DIVERGENCES_TOLD = 3;

    private final Side<S> side;
    private final DatabaseSnapshot snapshot;
    private final boolean withChain;
    private final @Nullable String only;
    private final long boundary;
    private final Consumer<Discrepancy> findings;
    private final Progress progress;
    private long subjects;
    private long entries;
    private long sealed;
    private long expectedEntries;
    private long told;
    private final Map<String, S> atBoundary = new HashMap<>();

    /**
     * @param boundary the row of the ledger at which the states are kept aside; 0 for none
     */
    LedgerLook(
            Side<S> side,
            DatabaseSnapshot snapshot,
            boolean withChain,
            @Nullable String only,
            long boundary,
            Consumer<Discrepancy> findings,
            Progress progress) {
        this.side = side;
        this.snapshot = snapshot;
        this.withChain = withChain && side.kind() == Subject.Kind.TASK;
        this.only = only;
        this.boundary = boundary;
        this.findings = findings;
        this.progress = progress;
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

    /** The row of the ledger at which the states are kept aside; 0 for none. */
    long boundary() {
        return boundary;
    }

    /** The states at the boundary; nothing where anything was found. */
    Optional<Map<String, S>> atBoundary() {
        return told == 0 && boundary > 0 ? Optional.of(atBoundary) : Optional.empty();
    }

    /** Where a subject's folded part of the ledger starts. */
    private record Start<S>(long throughId, S state) {}

    private final Map<String, Start<S>> starts = new HashMap<>();

    /**
     * @param verdicts hears of each subject
     */
    void run(Verdicts<S> verdicts) throws SQLException {
        readStarts();
        LedgerStreams streams = new LedgerStreams(side, snapshot, withChain, only);
        expectedEntries = streams.expectedEntries();
        ChainCheck chain = new ChainCheck(withChain ? streams.firstSealed() : Long.MAX_VALUE);
        try (Rows ledger = streams.entries();
                Rows rows = streams.rows()) {
            SubjectStream entry = new SubjectStream(ledger);
            SubjectStream row = new SubjectStream(rows);
            while (entry.isThere() || row.isThere()) {
                int order = entry.compareTo(row);
                String id = order <= 0 ? entry.id() : row.id();
                Folded<S> folded = order <= 0 ? fold(id, entry, chain) : startOf(id);
                compare(id, folded, order >= 0 ? row : null, verdicts);
                if (order >= 0) {
                    row.advance();
                }
                subjects++;
            }
        }
    }

    /**
     * @param fault why the ledger could not be read to its end; null when it could
     */
    private record Folded<S>(@Nullable S state, List<String> divergences, @Nullable String fault) {}

    private Folded<S> startOf(String id) {
        Start<S> start = starts.get(id);
        S state = start == null ? null : start.state();
        keepAside(id, state);
        return new Folded<>(state, List.of(), null);
    }

    private Folded<S> fold(String id, SubjectStream entry, ChainCheck chain) throws SQLException {
        byte[] subject = entry.subject();
        Start<S> start = starts.get(id);
        Fold<S> fold = side.fold(start == null ? null : start.state());
        String fault = null;
        boolean isKept = false;
        chain.beginTask();
        while (entry.isAt(subject)) {
            ResultSet row = entry.row();
            long rowId = row.getLong(Side.ID);
            if (withChain) {
                checkChain(id, rowId, row, chain);
            }
            if (!isKept && rowId > boundary) {
                keepAside(id, fold.state());
                isKept = true;
            }
            if (start == null || rowId > start.throughId()) {
                fault = fault == null ? added(fold, row) : fault;
            }
            entry.advance();
            countEntry();
        }
        if (!isKept) {
            keepAside(id, fold.state());
        }
        return new Folded<>(fold.state(), fold.divergences(), fault);
    }

    private void keepAside(String id, @Nullable S state) {
        if (boundary > 0 && state != null) {
            atBoundary.put(id, state);
        }
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

    private void checkChain(String id, long rowId, ResultSet row, ChainCheck chain)
            throws SQLException {
        int columns = row.getMetaData().getColumnCount();
        byte[] link = row.getBytes(columns - 1);
        sealed += link == null ? 0 : 1;
        chain.accept(rowId, link, Columns.bytes(row, columns))
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
            compareWithoutRow(id, folded.state(), verdicts);
        } else {
            compareWithRow(id, folded.state(), row.row(), verdicts);
        }
    }

    /** Facts about a task that never was are refused, and leave a ledger that comes to nothing. */
    private void compareWithoutRow(String id, @Nullable S state, Verdicts<S> verdicts) {
        if (state == null) {
            verdicts.sound(id, null);
        } else {
            tell(Discrepancy.Kind.ROW_MISSING, id, state, null, List.of(), null);
            verdicts.unsound(id);
        }
    }

    private void compareWithRow(String id, @Nullable S state, ResultSet row, Verdicts<S> verdicts)
            throws SQLException {
        S found;
        try {
            found = side.row(row);
        } catch (UnreadableRowException e) {
            tell(Discrepancy.Kind.ROW_UNREADABLE, id, state, null, List.of(), e.getMessage());
            verdicts.unsound(id);
            return;
        }
        if (found.equals(state)) {
            verdicts.sound(id, found);
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
        findings.accept(
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
            progress.at("ledger of " + side.kind().wireName() + "s", entries, expectedEntries);
        }
    }

    private void readStarts() throws SQLException {
        if (side.starts().isEmpty()) {
            return;
        }
        try (Rows rows = snapshot.rows(side.starts().get(), Binding.NOTHING)) {
            List<String> unreadable = new ArrayList<>();
            while (rows.next()) {
                String id = Columns.text(rows.row(), 1);
                switch (side.decode(Columns.bytes(rows.row(), 3))) {
                    case Decoded.Valid<S>(S state) ->
                            starts.put(id, new Start<>(rows.row().getLong(2), state));
                    case Decoded.Invalid<S> _ -> unreadable.add(id);
                }
            }
            unreadable.forEach(id ->
                    tell(
                            Discrepancy.Kind.HISTORY_DIVERGED,
                            id,
                            null,
                            null,
                            List.of(),
                            "its checkpoint cannot be read"));
        }
    }
}
