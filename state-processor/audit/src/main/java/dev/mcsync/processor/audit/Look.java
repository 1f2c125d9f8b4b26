package dev.mcsync.processor.audit;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A look at one half of the state, piece by piece: ledgers and rows of one moment, and what is
 * published of them. Blocks; for one thread and one run.
 */
final class Look<S> {

    private final Side<S> side;
    private final Sources sources;
    private final DriftScan.Scope scope;
    private final LedgerLook<S> ledger;
    private final Listener listener;
    private long records;
    private boolean isBroken;

    /**
     * @param boundary the row of the ledger at which states are of interest
     */
    Look(Side<S> side, Sources sources, DriftScan.Scope scope, long boundary, Listener listener) {
        this.side = side;
        this.sources = sources;
        this.scope = scope;
        this.listener = listener;
        this.ledger = new LedgerLook<>(side, scope.chain(), boundary, listener);
    }

    LedgerLook<S> ledger() {
        return ledger;
    }

    /** How many records of the topic were read. */
    long records() {
        return records;
    }

    /** Whether something was left undecided, since processors fell behind with publishing. */
    boolean isBroken() {
        return isBroken;
    }

    /**
     * At all there are.
     *
     * @param more hears of each, too
     */
    void everything(Verdicts<S> more) throws SQLException, InterruptedException {
        look(null, Map.of(), more);
    }

    /** At these. */
    void named(Set<String> ids) throws SQLException, InterruptedException {
        look(ids, Map.of(), Verdicts.nobody());
    }

    /**
     * At these, and at whatever was published from these offsets on. What has changed and was not
     * published since is compared with the whole topic.
     */
    void changed(Set<String> ids, Map<TopicPartition, Long> from)
            throws SQLException, InterruptedException {
        List<String> unknown = look(ids, from, Verdicts.nobody());
        if (!unknown.isEmpty()) {
            look(Set.copyOf(unknown), Map.of(), Verdicts.nobody());
        }
    }

    /**
     * @param named null for all
     * @return what the known part of the topic says nothing of, though it has changed
     */
    private List<String> look(
            @Nullable Set<String> named, Map<TopicPartition, Long> from, Verdicts<S> more)
            throws SQLException, InterruptedException {
        if (!scope.published()) {
            inPieces(named == null ? Pieces.ofAll(side) : Pieces.of(named), more, () -> {});
            return List.of();
        }
        try (PublishedTopic<S> topic =
                new PublishedTopic<>(side, from, sources.clients(), sources.offsets())) {
            topic.readToEnd(listener.progress());
            TopicLook<S> published = new TopicLook<>(side, topic, sources, scope.waits(), listener);
            Met<S> met = new Met<>(new HashSet<>());
            inPieces(
                    pieces(named, topic),
                    published.and(named == null ? more : met),
                    published::settleMany);
            if (named != null) {
                published.unmet(met.notAmong(named));
            }
            if (named == null || !topic.isWhole()) {
                published.compareRest();
            }
            published.settle();
            records += topic.records();
            isBroken |= published.isBroken();
            return published.unknown();
        }
    }

    private Pieces pieces(@Nullable Set<String> named, PublishedTopic<S> topic) {
        if (named == null) {
            return Pieces.ofAll(side);
        }
        if (topic.isWhole()) {
            return Pieces.of(named);
        }
        Set<String> all = new HashSet<>(named);
        all.addAll(topic.keys());
        return Pieces.of(all);
    }

    /**
     * @param between runs between two pieces, when no moment of the database is held
     */
    private void inPieces(Pieces pieces, Verdicts<S> verdicts, Runnable between)
            throws SQLException {
        try (DatabaseSnapshot snapshot = sources.snapshot()) {
            Subjects piece = pieces.next(snapshot);
            while (piece != null) {
                ledger.run(piece, snapshot, verdicts);
                snapshot.renew();
                between.run();
                listener.progress().pause();
                piece = pieces.next(snapshot);
            }
        }
    }

    /** Whoever has a row or a ledger. */
    private record Met<S>(Set<String> ids) implements Verdicts<S> {

        @Override
        public void sound(String id, @Nullable S state, @Nullable S before) {
            ids.add(id);
        }

        @Override
        public void unsound(String id) {
            ids.add(id);
        }

        Set<String> notAmong(Set<String> named) {
            Set<String> others = new HashSet<>(named);
            others.removeAll(ids);
            return others;
        }
    }
}
